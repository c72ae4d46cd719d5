import { assert, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import {
  command,
  commandNames,
  commandTable,
  parseLine,
  parseLineWith,
  suggestCommand,
  textsOf,
  type InvocationOf,
} from "../index.ts";
import { nothing } from "./arguments.ts";

describe("a line", () => {
  test.each([
    ["привет", { kind: "text", text: "привет" }],
    ["  отступ  ", { kind: "text", text: "  отступ" }],
    ["//quit это слово", { kind: "text", text: "/quit это слово" }],
    ["", { kind: "empty" }],
    [" \t ", { kind: "empty" }],
    ["\u001B[2Jпривет\u0007", { kind: "text", text: "[2Jпривет" }],
  ])("[TXT-1] %j is %j", (line, expected) => {
    expect(parseLine(line)).toEqual(expected);
  });

  test.each([
    ["/nick Анна Каренина", "nick", { name: "Анна Каренина" }],
    ["/NICK Анна", "nick", { name: "Анна" }],
    ["/имя Анна", "nick", { name: "Анна" }],
    ["/join #книги", "join", { room: "книги" }],
    ["/who", "who", {}],
    ["/topic", "topic", {}],
    ["/topic -", "topic", { topic: "" }],
    ["/topic Что\u2028почитать", "topic", { topic: "Что почитать" }],
    ['/msg "Анна Каренина" привет, Анна', "msg", { name: "Анна Каренина", text: "привет, Анна" }],
    ["/msg «Анна Каренина» привет", "msg", { name: "Анна Каренина", text: "привет" }],
    ["/msg Client_2 привет", "msg", { name: "Client_2", text: "привет" }],
    ["/me танцует", "me", { text: "танцует" }],
    ["/history", "history", { count: 20 }],
    ["/history 200", "history", { count: 200 }],
    ["/history #12", "history", { count: 20, around: 12 }],
    ["/история 2026-11-30", "history", { count: 20, at: { day: "2026-11-30", time: "00:00" } }],
    ["/history 2026-11-30 9:05", "history", { count: 20, at: { day: "2026-11-30", time: "09:05" } }],
    ["/history 2026-11-30T13:45", "history", { count: 20, at: { day: "2026-11-30", time: "13:45" } }],
    ["/history 1.2.2026 13:45", "history", { count: 20, at: { day: "2026-02-01", time: "13:45" } }],
    ["/history вчера", "history", { count: 20, at: { day: -1, time: "00:00" } }],
    ["/история Сегодня 9:05", "history", { count: 20, at: { day: 0, time: "09:05" } }],
    ["/history yesterday 23:59", "history", { count: 20, at: { day: -1, time: "23:59" } }],
    ["/since #120", "since", { seq: 120 }],
    ["/since 0", "since", { seq: 0 }],
    ["/lang RU", "lang", { locale: "ru" }],
    ["/echo off", "echo", { on: false }],
    ["/quit", "quit", {}],
    ["/выход До завтра", "quit", { farewell: "До завтра" }],
  ])("[TXT-1] %s is a command with its arguments", (line, name, values) => {
    expect(parseLine(line)).toEqual({
      kind: "command",
      invocation: { command: name, arguments: values },
    });
  });

  test.each([
    ["/nick", "nick"],
    ["/join", "join"],
    ["/join с пробелом", "join"],
    ["/join @Client_1+Client_2", "join"],
    ["/msg Анна", "msg"],
    ["/me", "me"],
    ["/history 0", "history"],
    ["/history 201", "history"],
    ["/history #0", "history"],
    ["/history 2026-02-31", "history"],
    ["/history 31.11.2026", "history"],
    ["/history 2026-11-30 24:01", "history"],
    ["/history много", "history"],
    ["/history вчера 24:01", "history"],
    ["/history сегодня вечером", "history"],
    ["/since", "since"],
    ["/lang fr", "lang"],
    ["/echo", "echo"],
    ["/ping pong", "ping"],
    [`/topic ${"т".repeat(251)}`, "topic"],
  ])("[TXT-4] %s does not fit, and it is known which command it was to be", (line, name) => {
    expect(parseLine(line)).toEqual({ kind: "misused", command: name });
  });

  test.each([
    ["jion", "join"],
    ["hlep", "help"],
    ["qiut", "quit"],
    ["hist", "history"],
    ["руды", "help"],
    ["йгше", "quit"],
    ["ds[jl", "quit"],
    ["пмоощь", "help"],
    ["xyzzy", undefined],
    ["", undefined],
    ["q".repeat(60_000), undefined],
  ])("[TXT-4] /%s is answered with %s", (typed, meant) => {
    expect(parseLine(`/${typed}`)).toEqual({ kind: "unknown", typed, meant });
  });

  test.each([" ", "\t", "\u200B", "\u200E", "\uFEFF", "\u3164", "\u2800 ", "\u00A0", "\uFE0F", "\u0007"])(
    "[CLI-3] %j in front of a command, or within its name, does not make it public",
    (unseen) => {
      const login = {
        kind: "command",
        invocation: { command: "login", arguments: { name: "Анна", password: "очень-тайный-пароль" } },
      };
      expect(parseLine(`${unseen}/login Анна очень-тайный-пароль`)).toEqual(login);
      const inside = parseLine(`/log${unseen}in Анна очень-тайный-пароль`);
      expect(inside.kind).not.toMatch(/text|doubtful/u);
      expect(parseLine(unseen)).toEqual({ kind: "empty" });
    },
  );

  test.each([
    "\\login Анна тайна",
    ".login Анна тайна",
    "／register длинный-пароль",
    "> /login Анна тайна",
    ".купшыеук длинный-пароль",
    "дщпшт Анна тайна",
    "login Анна длинный-пароль",
    "register длинный-пароль",
    "password старый-пароль новый-пароль",
    "Привет!\n/login Анна тайна",
    "!пароль старый новый",
  ])("[CLI-3] %j looks like a command with a password, and is asked about", (typed) => {
    expect(parseLine(typed)).toEqual({ kind: "doubtful", text: typed });
  });

  test.each([
    "пароль от почты в конверте",
    "вход через двор",
    "регистрация завтра",
    "login is broken again",
    "register early",
    "password protected",
    "мой login и пароль",
    "- регистрация до пятницы",
    "(пароль не нужен)",
    "// TODO: password reset",
  ])("[CLI-3] %j is said as it is", (typed) => {
    expect(parseLine(typed)).toEqual({ kind: "text", text: typed });
  });

  test.each([
    ["/password старый новый-пароль", "старый", "новый-пароль"],
    ['/password "старый и длинный" "новый и длинный"', "старый и длинный", "новый и длинный"],
    ["/пароль «старый и длинный» новый-пароль", "старый и длинный", "новый-пароль"],
    ['/password старый "новый и длинный"', "старый", "новый и длинный"],
  ])("[TXT-6] %s changes a password that has spaces", (typed, old, next) => {
    expect(parseLine(typed)).toEqual({
      kind: "command",
      invocation: { command: "password", arguments: { old, new: next } },
    });
  });

  test("[TXT-1] whatever is typed is understood or told, and nothing of it controls a terminal", () => {
    // oxlint-disable-next-line no-control-regex -- the pattern exists to name control characters
    const controls = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/u;
    assert(
      property(string({ unit: "binary" }), (typed) => {
        const line = parseLine(typed);
        expect(line.kind === "text" ? line.text : "").not.toMatch(controls);
        expect(parseLine(`/${typed}`).kind).toBeTypeOf("string");
      }),
    );
  });
});

describe("the command table", () => {
  test("[TXT-3] no two commands share a name", () => {
    const names = Object.values(commandTable).flatMap(({ name, aliases }) => aliases.concat(name));
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(names.map((name) => name.toLowerCase()));
  });

  test.each(commandNames)("[TXT-3] the examples of /%s are understood, in both languages", (name) => {
    for (const locale of ["ru", "en"] as const) {
      const { example } = textsOf(locale).commands[name];
      expect(parseLine(example)).toMatchObject({ kind: "command", invocation: { command: name } });
    }
  });

  test.each(commandNames)("[TXT-4] /%s is not taken for another command when it is mistyped", (name) => {
    expect(suggestCommand(`${name}x`, commandTable)).toBe(name.length < 3 ? undefined : name);
  });

  test("[TXT-3] a client adds commands of its own, and the types know them", () => {
    const table = { ...commandTable, retry: command("retry", { aliases: [], arguments: nothing }) };
    const line = parseLineWith<InvocationOf<typeof table>>("/retry", table);
    expect(line).toEqual({ kind: "command", invocation: { command: "retry", arguments: {} } });
    if (line.kind === "command") line.invocation.command satisfies keyof typeof table;
  });
});
