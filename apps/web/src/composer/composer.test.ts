import { cleanText, commandNames, textsOf } from "@beseda/protocol";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { memoryKeyValueStore } from "../store/key-value-store.ts";
import { createDrafts } from "./draft.ts";
import { intentOf } from "./intent.ts";
import { secretIn } from "./secret.ts";
import { suggestionsFor } from "./suggestions.ts";
import { roomForText } from "./room-for-text.ts";

describe("drafts", () => {
  test("[web] each room has its own draft, and it outlives the page", () => {
    const store = memoryKeyValueStore();
    const drafts = createDrafts(store);
    drafts.save("lobby", "при");
    drafts.save("кухня", "чай?");
    const afterReload = createDrafts(store);
    expect(afterReload.of("lobby")).toBe("при");
    expect(afterReload.of("кухня")).toBe("чай?");
    afterReload.save("lobby", "");
    expect(drafts.of("lobby")).toBe("");
    expect(drafts.of("кухня")).toBe("чай?");
  });
});

const asks = (command: string, given: object) => ({ kind: "ask", invocation: { command, arguments: given } });

const ru = (typed: string) => intentOf(typed, "ru");

describe("what was typed", () => {
  test("[TXT-1] a text is said, `//` escapes a slash", () => {
    expect(ru("Привет\nвсем ")).toEqual({ kind: "say", text: "Привет\nвсем" });
    expect(ru("//quit")).toEqual({ kind: "say", text: "/quit" });
    expect(ru(" \n ")).toEqual({ kind: "nothing" });
  });

  test("[VIEW-4] what is typed is said as it is typed: blanks in front, comments of a program", () => {
    expect(ru("\n \n  if (x)\n    return;\n\n")).toEqual({ kind: "say", text: "  if (x)\n    return;" });
    expect(ru("// TODO: чай")).toEqual({ kind: "say", text: "// TODO: чай" });
    expect(ru("//quit")).toEqual({ kind: "say", text: "/quit" });
    expect(ru("  /me машет")).toEqual({ kind: "say", text: "машет", action: true });
  });

  test("[TXT-3] commands are those of the table, by every name they have", () => {
    expect(ru("/me машет рукой")).toEqual({ kind: "say", text: "машет рукой", action: true });
    expect(ru("/NICK Анна Мария")).toEqual(asks("nick", { name: "Анна Мария" }));
    expect(ru("/имя Анна")).toEqual(asks("nick", { name: "Анна" }));
    expect(ru("/join #кухня")).toEqual(asks("join", { room: "кухня" }));
    expect(ru("/part")).toEqual(asks("part", {}));
    expect(ru("/who")).toEqual(asks("who", {}));
    expect(ru("/topic Что почитать")).toEqual(asks("topic", { topic: "Что почитать" }));
    expect(ru("/msg Борис Привет!")).toEqual(asks("msg", { name: "Борис", text: "Привет!" }));
    expect(ru("/lang en")).toEqual({ kind: "speak", locale: "en" });
    expect(ru("/quit")).toEqual({ kind: "quit" });
    expect(ru("/quit до завтра")).toEqual({ kind: "quit", farewell: "до завтра" });
  });

  test("[CLI-3] what is not seen in front of a command does not make it public, and what looks like one is asked about", () => {
    const login = { kind: "login", name: "Анна", password: "очень-тайный-пароль" };
    expect(ru("\u200B/login Анна очень-тайный-пароль")).toEqual(login);
    expect(ru("\u200E /login Анна очень-тайный-пароль")).toEqual(login);
    expect(ru(".login Анна тайна")).toMatchObject({ kind: "doubtful", text: ".login Анна тайна" });
  });

  test("[TXT-4] a bad command is not said to everybody; the person is told what to type", () => {
    const told = (typed: string) => intentOf(typed, "en");
    expect(told("/qiut")).toMatchObject({ kind: "told", trouble: true });
    expect(told("/qiut")).toHaveProperty("words", expect.stringContaining("/quit"));
    expect(told("/etc/hosts")).toHaveProperty("words", expect.stringContaining("// in front"));
    expect(told("//etc/hosts")).toEqual({ kind: "say", text: "/etc/hosts" });
    expect(told("/nick ")).toHaveProperty("words", expect.stringContaining("/nick NAME"));
  });

  test.each(["/since 1", "/echo off"])("[TXT-5] %s is of no use here, which is one sentence", (typed) => {
    const [name = ""] = typed.split(" ");
    expect(intentOf(typed, "en")).toEqual({
      kind: "told",
      trouble: true,
      words: `${name} is of no use on this page. /help lists what is.`,
    });
  });

  test("[HIST-6] /history leads to the first of so many of the newest messages", () => {
    expect(intentOf("/history 50", "en")).toEqual({ kind: "go", place: { newest: 50 } });
    expect(intentOf("/history", "en")).toEqual({ kind: "go", place: { newest: 20 } });
  });

  test.each(["en", "ru"] as const)(
    "[TXT-3] help in %s lists what the page carries out, and nothing else",
    (locale) => {
      const help = intentOf("/help", locale);
      expect(help).toMatchObject({ kind: "told", trouble: false });
      const listed = help.kind === "told" ? (help.rows ?? []) : [];
      const works = commandNames.filter((name) => {
        const intent = intentOf(textsOf(locale).commands[name].example, locale);
        return intent.kind !== "told" || !intent.trouble;
      });
      expect(listed.map(([usage]) => usage.replace(/^\/(\w+).*$/u, "$1"))).toEqual(works);
      expect(works.length).toBeGreaterThan(30);
      expect(intentOf("/help nick", "en")).toHaveProperty("words", expect.stringContaining("/nick Anna"));
    },
  );

  test("[TXT-3] an account's commands are for the chat to carry out, the password in them as it was typed", () => {
    expect(ru("/register длинный пароль")).toEqual(asks("register", { password: "длинный пароль" }));
    expect(ru("/login Анна длинный пароль")).toEqual({
      kind: "login",
      name: "Анна",
      password: "длинный пароль",
    });
    expect(ru("/logout")).toEqual({ kind: "logout" });
    expect(ru("/redeem 0123456789abcdef")).toEqual(asks("redeem", { invitation: "0123456789abcdef" }));
  });

  test("[TXT-1] what does not begin with `/` is said as it stands, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (typed) => {
        const text = typed.trim();
        fc.pre(cleanText(text).trim() === text && text !== "" && !text.startsWith("/"));
        fc.pre(typed.trimStart() === typed);
        expect(ru(typed)).toEqual({ kind: "say", text });
      }),
    );
  });
});

describe("while a command is typed", () => {
  const usages = (typed: string) => suggestionsFor(typed, "ru").map(([usage]) => usage);

  test("[TXT-3] what it may become is suggested, by every name that it has", () => {
    expect(usages("/wh")).toEqual(["/who [КОМНАТА]"]);
    expect(usages("/тем")).toEqual(["/topic [ТЕКСТ]"]);
    expect(usages("/")).toHaveLength(6);
    expect(usages("/topic Что почи")).toEqual(["/topic [ТЕКСТ]"]);
  });

  test.each(["", "привет", "//who", "/xyzzy", "/since", "пойдём /who"])(
    "[TXT-3] %j suggests nothing",
    (typed) => {
      expect(usages(typed)).toEqual([]);
    },
  );
});

describe("a password that is typed", () => {
  test.each([
    ["/register ", { command: "register", password: "" }],
    ["/register длинный пароль", { command: "register", password: "длинный пароль" }],
    ["/login Анна ", { command: "login", name: "Анна", password: "" }],
    ["/вход «Анна Каренина» тайна", { command: "login", name: "Анна Каренина", password: "тайна" }],
    ["/password ", { command: "password", old: "", new: "" }],
    ["/password старый-1 новый-2", { command: "password", old: "старый-1", new: "новый-2" }],
  ])("[TXT-6] %j opens a form with what there is", (typed, secret) => {
    expect(secretIn(typed)).toEqual(secret);
  });

  test.each(["/register", "/login Анна", "пароль", "//register x", "/redeem код"])(
    "[TXT-6] %j hides nothing",
    (typed) => {
      expect(secretIn(typed)).toBeUndefined();
    },
  );
});

describe("length", () => {
  test("[web] the counter appears near the limit, and counts what people count", () => {
    expect(roomForText("а".repeat(89), 100)).toEqual({ kind: "plenty" });
    expect(roomForText("а".repeat(90), 100)).toEqual({ kind: "little", left: 10 });
    expect(roomForText("🙂".repeat(100), 100)).toEqual({ kind: "little", left: 0 });
    expect(roomForText("🙂".repeat(103), 100)).toEqual({ kind: "over", by: 3 });
    expect(roomForText(`${" ".repeat(50)}а${"\n".repeat(60)}`, 100)).toEqual({ kind: "plenty" });
  });
});
