import { expect, test } from "vitest";
import { apply } from "./apply.ts";
import { mentionedIn } from "./mention.ts";
import { emptyState, type ChatState } from "./state.ts";

const people = ["Анна", "Борис", "Борис Годунов", "Вера", "O'Hara", "Мария-Луиза"];

/** All are in the garden but the fourth, who is only in the lobby. */
const stage = (): ChatState => {
  const state = emptyState();
  for (const [index, name] of people.entries()) {
    const common = { client_id: `Client_${index + 1}`, name, sender: "server", message: "" } as const;
    apply(state, { type: "connected", room: "lobby", session: `s${index}`, via: "tcp", ...common });
    if (name !== "Вера") apply(state, { type: "joined", room: "сад", ...common });
  }
  return state;
};

test.each([
  ["@Анна, привет", [1]],
  ["привет, @анна!", [1]],
  ["(@Анна)", [1]],
  ["@Борис Годунов придёт", [3]],
  ["@Борис пришёл", [2]],
  ['@"Борис Годунов" и @«Борис»', [3, 2]],
  ["@O'Hara?", [5]],
  ["@Мария-Луиза: да", [6]],
  ["@Анна @Анна", [1]],
  ["почта: кто@Анна", []],
  ["@", []],
  ["@ Анна", []],
  ["@Глеб", []],
  ["@\nАнна", []],
] as const)("[MSG-5] %j calls those people of the room", (text, called) => {
  expect(mentionedIn(stage(), "сад", text).members).toEqual(called.map((number) => `Client_${number}`));
});

test("[MSG-5] who is not in the room is not called, and is told apart", () => {
  expect(mentionedIn(stage(), "сад", "@Вера и @Анна")).toEqual({
    members: ["Client_1"],
    outsiders: ["Вера"],
  });
  expect(mentionedIn(stage(), "lobby", "@Вера")).toEqual({ members: ["Client_4"], outsiders: [] });
});

test("[MSG-5] who has an account is called also while away", () => {
  const state = stage();
  apply(state, { type: "registered", client_id: "Client_9", name: "Глеб", sender: "server", message: "" });
  expect(mentionedIn(state, "lobby", "@Глеб, загляни")).toEqual({ members: ["Client_9"], outsiders: [] });
});

test("[MSG-5] at most twenty people are called, and a text of nothing but signs calls nobody", () => {
  const state = stage();
  for (let number = 100; number < 130; number += 1) {
    const common = {
      client_id: `Client_${number}`,
      name: `Имя${number}`,
      sender: "server",
      message: "",
    } as const;
    apply(state, { type: "connected", room: "lobby", session: `s${number}`, via: "tcp", ...common });
  }
  const text = Array.from({ length: 30 }, (_, index) => `@Имя${100 + index}`).join(" ");
  expect(mentionedIn(state, "lobby", text).members).toHaveLength(20);
  expect(mentionedIn(state, "lobby", "@".repeat(4000))).toEqual({ members: [], outsiders: [] });
});

test("[DEL-6] a text of letters that unfold into many costs no more than any other", () => {
  const state = stage();
  const text = `@${"\uFDFA".repeat(8)} `.repeat(400);
  const onceMs = (): number => {
    const begin = performance.now();
    mentionedIn(state, "lobby", text);
    return performance.now() - begin;
  };
  expect(Math.min(...Array.from({ length: 5 }, onceMs))).toBeLessThan(20);
});
