import { directRoomOf, lobby, type Role } from "@beseda/protocol";
import { expect, test } from "vitest";
import { apply } from "./apply.ts";
import { decide, type Command } from "./decide.ts";
import { emptyState, type ChatState } from "./state.ts";

const circumstances = {
  locale: "ru",
  nowMs: 0,
  roomBounds: { guest: 2, account: 3 },
} as const;

const withPeople = (): ChatState => {
  const state = emptyState();
  for (const number of [1, 2]) {
    const who = { client_id: `Client_${number}`, name: `Client_${number}`, session: `s${number}` };
    apply(state, { type: "connected", room: lobby, ...who, via: "trpc", sender: "server", message: "" });
  }
  return state;
};

const anna = (role: Role) => ({ client_id: "Client_1", session: "s1", role }) as const;

const perform = (state: ChatState, command: Command): string => {
  try {
    for (const draft of decide(state, command, circumstances)) apply(state, draft);
    return "done";
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : String(error);
  }
};

test("[ROOM-1] a guest opens so many rooms, by whatever command, and archiving them makes no room for more", () => {
  const state = withPeople();
  const actor = anna("guest");
  expect(perform(state, { kind: "create", actor, room: "книги" })).toBe("done");
  expect(perform(state, { kind: "join", actor, room: "кино" })).toBe("done");
  expect(perform(state, { kind: "join", actor, room: "сад" })).toBe("too-many-rooms");
  expect(perform(state, { kind: "archive", actor, room: "кино", archived: true })).toBe("done");
  expect(perform(state, { kind: "create", actor, room: "сад" })).toBe("too-many-rooms");
  expect(perform(state, { kind: "direct", actor, name: "Client_2" })).toBe("done");
  expect(state.rooms.has(directRoomOf("Client_1", "Client_2"))).toBe(true);
  const boris = { client_id: "Client_2", session: "s2", role: "guest" } as const;
  expect(perform(state, { kind: "create", actor: boris, room: "сад" })).toBe("done");
  expect(perform(state, { kind: "join", actor, room: "сад" })).toBe("done");
});

test("[ROOM-1] an account has so many that are not archived, a moderator any number", () => {
  const state = withPeople();
  const actor = anna("member");
  for (const room of ["книги", "кино", "сад"])
    expect(perform(state, { kind: "create", actor, room })).toBe("done");
  expect(perform(state, { kind: "create", actor, room: "кухня" })).toBe("too-many-rooms");
  expect(perform(state, { kind: "archive", actor, room: "кино", archived: true })).toBe("done");
  expect(perform(state, { kind: "create", actor, room: "кухня" })).toBe("done");
  expect(perform(state, { kind: "create", actor, room: "двор" })).toBe("too-many-rooms");
  expect(perform(state, { kind: "create", actor: anna("moderator"), room: "двор" })).toBe("done");
});
