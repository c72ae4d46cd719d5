import { ChatError, lobby, roleSchema, type Role } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import { apply } from "./apply.ts";
import type { Actor } from "./actor.ts";
import { decide, type Command } from "./decide.ts";
import { kindOf, roomPermissions, serverPermissions, type RoomKind } from "./permissions.ts";
import { emptyState, type ChatState } from "./state.ts";

const rooms: Readonly<Record<RoomKind, string>> = {
  lobby,
  public: "книги",
  private: "~тайна-0a1b2c",
  direct: "@Client_1+Client_2",
};
const everyday = { locale: "ru", nowMs: 0 } as const;

/** Client_1 acts on Client_2: both are members of every room, but owners of none. Client_3 is only online. */
const stage = (): ChatState => {
  const state = emptyState();
  for (const index of [1, 2, 3]) {
    const client_id = `Client_${index}`;
    const common = { client_id, name: client_id, sender: "server", message: "" } as const;
    apply(state, { type: "connected", room: lobby, session: `s${index}`, via: "trpc", ...common });
    for (const room of index === 3 ? [] : [rooms.public, rooms.private, rooms.direct])
      apply(state, { type: "joined", room, ...common });
  }
  for (const room of Object.values(rooms)) {
    const asked = { type: "invited", room, sender: "server", message: "" } as const;
    const invited = (client_id: string, by: string): void =>
      apply(state, { ...asked, client_id, name: client_id, by, by_name: by });
    invited("Client_4", "Client_2");
    invited("Client_5", "Client_1");
  }
  const common = { sender: "server", message: "", by_name: "Client_2", by: "Client_2" } as const;
  apply(state, { type: "invited", room: invitedTo, client_id: "Client_1", name: "Client_1", ...common });
  apply(state, { type: "reported", seq: 99, time: "", ...reported, ...common });
  return state;
};

/** A room that Client_1 is invited to. */
const invitedTo = "~другие-0a1b2c";
const reported = { client_id: "Client_3", name: "Client_3", in: rooms.direct } as const;

const target = { client_id: "Client_2", name: "Client_2", role: "guest" } as const;
const outsider = { client_id: "Client_3", name: "Client_3", role: "guest" } as const;
const someone = (room: string) => (room === lobby ? { ...target, role: "member" as const } : target);

/** Every command that acts in a room, with an example of it. */
const inRoom: Readonly<Record<string, (actor: Actor, room: string) => Command>> = {
  say: (actor, room) => ({ kind: "say", actor, room, id: "1", text: "!" }),
  topic: (actor, room) => ({ kind: "topic", actor, room, topic: "!" }),
  leave: (actor, room) => ({ kind: "leave", actor, room }),
  invite: (actor, room) => ({ kind: "invite", actor, room, target: outsider }),
  uninvite: (actor, room) => ({ kind: "uninvite", actor, room, target: { client_id: "Client_4" } }),
  "uninvite-own": (actor, room) => ({ kind: "uninvite", actor, room, target: { client_id: "Client_5" } }),
  report: (actor, room) => ({ kind: "report", actor, room, target, reason: "" }),
  title: (actor, room) => ({ kind: "title", actor, room, title: "!" }),
  archive: (actor, room) => ({ kind: "archive", actor, room, archived: true }),
  kick: (actor, room) => ({ kind: "kick", actor, room, target, reason: "" }),
  mute: (actor, room) => ({ kind: "mute", actor, room, target, reason: "" }),
  unmute: (actor, room) => ({ kind: "unmute", actor, room, target }),
  slow: (actor, room) => ({ kind: "slow", actor, room, seconds: 5 }),
  role: (actor, room) => ({ kind: "role", actor, room, target: someone(room), role: "guest" }),
  edit: (actor, room) => ({
    kind: "edit",
    actor,
    room,
    id: "1",
    target: 1,
    text: "!",
    author: actor.client_id,
  }),
  react: (actor, room) => ({ kind: "react", actor, room, id: "1", target: 1, emoji: "👍", withdrawn: false }),
  pin: (actor, room) => ({ kind: "pin", actor, room, id: "1", target: 1 }),
  unpin: (actor, room) => ({ kind: "unpin", actor, room, id: "1", target: 1 }),
  delete: (actor, room) => ({ kind: "delete", actor, room, target: 1, author: target }),
  "delete-own": (actor, room) => ({ kind: "delete", actor, room, target: 1, author: { ...actor, name: "" } }),
};

const onServer: Readonly<Record<string, (actor: Actor) => Command>> = {
  rename: (actor) => ({ kind: "rename", actor, name: "Анна" }),
  create: (actor) => ({ kind: "create", actor, room: "новая" }),
  direct: (actor) => ({ kind: "direct", actor, name: "Client_3" }),
  join: (actor) => ({ kind: "join", actor, room: "ещё-одна" }),
  ban: (actor) => ({ kind: "ban", actor, target, scope: "account", reason: "" }),
  unban: (actor) => ({ kind: "unban", actor, target }),
  decline: (actor) => ({ kind: "decline", actor, room: invitedTo }),
  block: (actor) => ({ kind: "block", actor, target }),
  unblock: (actor) => ({ kind: "unblock", actor, target }),
  resolve: (actor) => ({
    kind: "resolve",
    actor,
    report: { seq: 99, time: "", by: "Client_2", by_name: "", ...reported },
  }),
};

const verdict = (role: Role, ask: (actor: Actor) => Command): string => {
  try {
    decide(stage(), ask({ client_id: "Client_1", session: "s1", role }), everyday);
    return "yes";
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    return error.code === "not-permitted" || error.code === "lobby-stays" ? "-" : error.code;
  }
};

const roles = roleSchema.options;
const rowOf = (ask: (actor: Actor) => Command): string => roles.map((role) => verdict(role, ask)).join(" ");

const all = "yes yes yes yes yes";
const moderators = "- - yes yes yes";
const admins = "- - - yes yes";
const nobody = "- - - - -";

/** guest member moderator admin owner, in: lobby, public, private, direct. */
const expected: Readonly<Record<string, readonly [string, string, string, string]>> = {
  say: [all, all, all, all],
  topic: [all, all, all, all],
  leave: [nobody, all, all, all],
  invite: [nobody, all, moderators, nobody],
  uninvite: [nobody, moderators, moderators, nobody],
  "uninvite-own": [nobody, all, all, nobody],
  report: [all, all, all, all],
  title: [admins, moderators, moderators, nobody],
  archive: [nobody, admins, admins, nobody],
  kick: [moderators, moderators, moderators, nobody],
  mute: [moderators, moderators, moderators, nobody],
  unmute: [moderators, moderators, moderators, nobody],
  slow: [moderators, moderators, moderators, nobody],
  role: [admins, admins, admins, nobody],
  edit: [all, all, all, all],
  react: [all, all, all, all],
  pin: [moderators, moderators, moderators, all],
  unpin: [moderators, moderators, moderators, all],
  delete: [moderators, moderators, moderators, nobody],
  "delete-own": [all, all, all, all],
};

const expectedOnServer: Readonly<Record<string, string>> = {
  rename: all,
  create: all,
  direct: all,
  join: all,
  ban: moderators,
  unban: moderators,
  decline: all,
  block: all,
  unblock: all,
  // A person who does not decide about a report does not learn that it exists.
  resolve: "unknown-report unknown-report yes yes yes",
};

const kinds: readonly RoomKind[] = ["lobby", "public", "private", "direct"];

describe("the matrix of permissions", () => {
  const cases = Object.entries(inRoom).flatMap(([name, ask]) =>
    kinds.map((kind, index) => ({ name, kind, row: expected[name]?.[index] ?? "no row", ask })),
  );

  test.each(cases)("[W5] $name in a $kind room is for: $row", ({ kind, row, ask }) => {
    expect(rowOf((actor) => ask(actor, rooms[kind]))).toBe(row);
  });

  test.each(Object.entries(onServer))("[W5] %s, of no room", (name, ask) => {
    expect(rowOf(ask)).toBe(expectedOnServer[name]);
  });

  test("[W5] has a row for every command that there is, and every action a command", () => {
    type Kind = Command["kind"];
    // No role forbids coming and going: `connect` and `disconnect` are the session's own.
    const covered = {
      stop: "",
      "check-port": "",
      connect: "",
      disconnect: "",
      register: "",
      reconcile: "",
      say: "say",
      rename: "rename",
      join: "join",
      leave: "leave",
      topic: "topic",
      direct: "direct",
      create: "create",
      title: "title",
      archive: "archive",
      invite: "invite",
      uninvite: "uninvite",
      decline: "decline",
      block: "block",
      unblock: "unblock",
      report: "report",
      resolve: "resolve",
      kick: "kick",
      ban: "ban",
      unban: "unban",
      mute: "mute",
      unmute: "unmute",
      slow: "slow",
      role: "role",
      delete: "delete",
      edit: "edit",
      react: "react",
      pin: "pin",
      unpin: "unpin",
    } as const satisfies Readonly<Record<Kind, string>>;
    const rows = [...Object.keys(inRoom), ...Object.keys(onServer), "delete-own", ""];
    for (const row of Object.values(covered)) expect(rows).toContain(row);
    const elsewhere = ["read", "typing", "account", "invitation", "reset", "reports"];
    for (const action of [...Object.keys(roomPermissions), ...Object.keys(serverPermissions)])
      expect([...rows, ...elsewhere]).toContain(action);
    for (const kind of kinds) expect(kindOf(rooms[kind])).toBe(kind);
  });

  test.each(Object.keys(inRoom).filter((name) => name !== "delete-own"))(
    "[W5] /%s in a private room is refused to an outsider of any role as if there were no such room",
    (name) => {
      const refusalIn = (room: string, role: Role): unknown => {
        try {
          const actor = { client_id: "Client_3", session: "s3", role };
          decide(stage(), inRoom[name]?.(actor, room) ?? { kind: "leave", actor, room }, everyday);
          return "nothing";
        } catch (error) {
          return error instanceof ChatError ? error.message.replace(room, "…") : error;
        }
      };
      for (const role of roles) {
        const absent = refusalIn("~другая-0a1b2c", role);
        expect(refusalIn(rooms.private, role)).toBe(absent);
        expect(refusalIn(rooms.direct, role)).toBe(absent);
        expect(absent).toContain("There is no room");
      }
    },
  );

  test("[W5] whoever opens a room is its owner there and nowhere else, and nobody moderates an equal", () => {
    const state = stage();
    const actor = { client_id: "Client_1", session: "s1" };
    for (const draft of decide(state, { kind: "create", actor, room: "своя" }, everyday)) apply(state, draft);
    const guest = { client_id: "Client_2", session: "s2" };
    for (const draft of decide(state, { kind: "join", actor: guest, room: "своя" }, everyday))
      apply(state, draft);
    const kick = (room: string, whom: typeof target | (typeof target & { role: Role }), by = actor) =>
      decide(state, { kind: "kick", actor: by, room, target: whom, reason: "шумно" }, everyday);
    expect(kick("своя", target).map(({ type }) => type)).toEqual(["moderated", "left"]);
    expect(() => kick("книги", target)).toThrow("may not");
    const boss = { client_id: "Client_1", session: "s1", role: "moderator" } as const;
    expect(() => kick("книги", { ...target, role: "moderator" } as never, boss)).toThrow("may not");
    expect(() => kick("своя", { ...target, client_id: "Client_1" } as never)).toThrow("may not");
  });
});
