import { expect, test } from "vitest";
import { textsOf } from "../locale/texts.ts";
import { callOf, commandNames } from "./command-table.ts";
import type { Viewer } from "./outcome.ts";
import { parseLine } from "./parse-line.ts";
import { procedures } from "./procedures.ts";

const viewer: Viewer = {
  locale: "ru",
  room: "lobby",
  hasOnlyLines: true,
  wordFor: (room) => room,
  clockAt: () => ({ clock: "10:00:00", zone: "UTC+00:00" }),
};

const callFor = (typed: string) => {
  const line = parseLine(typed);
  if (line.kind !== "command") throw new Error(`${typed} is no command`);
  return callOf(line.invocation, viewer);
};

test("[TXT-3] a procedure is declared under the noun and the name of its path", () => {
  for (const [noun, declared] of Object.entries(procedures))
    for (const [name, { path }] of Object.entries(declared)) expect(path).toBe(`${noun}.${name}`);
});

test.each(commandNames)("[TXT-3] /%s asks what its procedure takes, or is for who reads it", (name) => {
  const call = callFor(textsOf("ru").commands[name].example);
  const own = ["help", "me", "history", "since", "echo", "numbers", "reply", "quit"];
  expect(call === undefined).toBe(own.includes(name));
  if (!call) return;
  const { input } = call.procedure;
  expect(() => input?.parse(call.input)).not.toThrow();
});

test("[TXT-5] what a page shows by itself is said to who has only lines", () => {
  const call = callFor("/join книги");
  const answer = { room: "книги", topic: "Что почитать", members: 2, last: 7 };
  expect(call?.outcome(answer, viewer)).toEqual({
    lines: ["Теперь вы пишете в #книги.", "Тема #книги: Что почитать"],
    room: "книги",
  });
  expect(call?.outcome(answer, { ...viewer, hasOnlyLines: false })).toEqual({ lines: [], room: "книги" });
});

test("[TXT-5] one command of two procedures asks the one that is meant", () => {
  expect(callFor("/sessions")?.procedure.path).toBe("account.sessions");
  expect(callFor("/sessions end 2")).toMatchObject({ procedure: procedures.account.end, input: { id: 2 } });
  expect(callFor("/block")?.procedure.path).toBe("people.blocked");
  expect(callFor("/reports resolve 12")?.procedure.path).toBe("moderation.resolve");
  expect(callFor("/topic")).toBeUndefined();
});

test("[LOG-12] an answer of a newer server may have more, one that is none is not taken for one", () => {
  const answer = { role: "member", since: "2026-11-30" };
  expect(callFor("/redeem 0123456789abcdef")?.outcome(answer, viewer).lines).toEqual([
    "Теперь ваша роль: member.",
  ]);
  expect(() => callFor("/who")?.outcome({ members: [] }, viewer)).toThrow("expected array");
});
