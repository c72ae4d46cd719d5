import type { ChatRecord } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import { memoryStorage } from "../storage/memory-storage.ts";
import { ModelServer } from "../../testing/model-server.ts";
import { Program } from "../../testing/program.ts";
import { seeded, VirtualTime } from "../../testing/virtual-time.ts";

const setUp = async () => {
  const time = new VirtualTime(seeded(1));
  const server = new ModelServer({ time, random: seeded(2), rooms: ["lobby", "сад"] });
  const { chat } = new Program(server, memoryStorage());
  await time.pass(1000);
  const typing = (client_id: string, more: { name?: string; room?: string; typing?: boolean } = {}) => ({
    kind: "typing" as const,
    client_id,
    name: client_id,
    room: "lobby",
    typing: true,
    ...more,
  });
  const namesIn = (room: string): readonly string[] | undefined =>
    chat
      .snapshot()
      .typing.get(room)
      ?.map(({ name }) => name);
  const typings = (): readonly unknown[] => server.said.map(({ signal }) => signal);
  /** Types a key every `everyMs`, for `ms`. */
  const type = async (room: string, ms: number, everyMs = 200): Promise<void> => {
    for (let passed = 0; passed < ms; passed += everyMs) {
      chat.typing(room, true);
      await time.pass(everyMs);
    }
  };
  return { time, server, chat, typing, namesIn, typings, type };
};

const common = { time: "2026-11-21T10:00:00.000Z", sender: "server", message: "" } as const;

describe("who else types", () => {
  test("[DEL-9] is shown by room, in the order in which they began, and forgotten 6 s after the last word of it", async () => {
    const { time, server, typing, namesIn } = await setUp();
    server.signal(typing("Борис"), typing("Вера", { room: "сад" }));
    await time.pass(1000);
    server.signal(typing("Глеб"), typing("Борис"));
    await time.pass(1000);
    expect(namesIn("lobby")).toEqual(["Борис", "Глеб"]);
    expect(namesIn("сад")).toEqual(["Вера"]);
    await time.pass(4100);
    expect(namesIn("lobby")).toEqual(["Борис", "Глеб"]);
    expect(namesIn("сад")).toBeUndefined();
    await time.pass(1000);
    expect(namesIn("lobby")).toBeUndefined();
    expect(time.nextMs ?? Infinity).toBeGreaterThan(1000);
  });

  test("[DEL-9] is forgotten when they say so, with their message, and when they leave", async () => {
    const { time, server, typing, namesIn } = await setUp();
    server.signal(typing("Борис"), typing("Вера"), typing("Глеб"), typing("Дина"));
    await time.pass(100);
    server.signal(typing("Вера", { typing: false }));
    await time.pass(100);
    expect(namesIn("lobby")).toEqual(["Борис", "Глеб", "Дина"]);
    server.say("Борис", { id: "m", room: "lobby", text: "вот" });
    await time.pass(100);
    expect(namesIn("lobby")).toEqual(["Глеб", "Дина"]);
    const gone = { client_id: "Глеб", name: "Глеб", room: "lobby", session: "s9" };
    server.record(
      (place) =>
        ({
          ...common,
          ...gone,
          ...place,
          type: "disconnected",
          code: 1000,
          status: "normal",
          duration_ms: 1,
        }) satisfies ChatRecord,
    );
    await time.pass(100);
    expect(namesIn("lobby")).toEqual(["Дина"]);
  });

  test("[DEL-9] is never oneself, and goes by the name that they have now", async () => {
    const { time, server, chat, typing, namesIn } = await setUp();
    server.signal(typing(chat.snapshot().me?.client_id ?? ""), typing("Client_9", { name: "Борис" }));
    await time.pass(100);
    expect(namesIn("lobby")).toEqual(["Борис"]);
    const renamed = { client_id: "Client_9", name: "Боря", old_name: "Борис", room: "lobby" };
    server.record((place) => ({ ...common, ...renamed, ...place, type: "renamed" }) satisfies ChatRecord);
    await time.pass(100);
    expect(namesIn("lobby")).toEqual(["Боря"]);
  });

  test("[DEL-9] who types on changes nothing to be shown", async () => {
    const { time, server, chat, typing } = await setUp();
    server.signal(typing("Борис"));
    await time.pass(100);
    const before = chat.snapshot();
    server.signal(typing("Борис"));
    await time.pass(100);
    expect(chat.snapshot()).toBe(before);
  });

  test("[DEL-10] is not known without a connection, and anew with the next", async () => {
    const { time, server, chat, typing, namesIn } = await setUp();
    server.signal(typing("Борис"), { kind: "presence", client_id: "Вера", name: "Вера", presence: "away" });
    await time.pass(100);
    expect(chat.snapshot().away).toEqual(new Set(["Вера"]));
    server.cut();
    expect(namesIn("lobby")).toBeUndefined();
    expect(chat.snapshot().away).toEqual(new Set());
    await time.pass(60_000);
    server.signal(typing("Борис"));
    await time.pass(100);
    expect(namesIn("lobby")).toEqual(["Борис"]);
  });
});

describe("what concerns oneself alone", () => {
  const invitation = { room: "сад", by: "Client_9", by_name: "Борис", time: common.time };

  test("[DIR-2] [DIR-4] [DIR-5] is what was told last, and anew with each greeting", async () => {
    const { time, server, chat } = await setUp();
    const me = chat.snapshot().me?.client_id ?? "";
    const blocked = [{ client_id: "Client_9", name: "Борис" }];
    expect(chat.snapshot()).toMatchObject({ invitations: [], blocked: new Map(), reports: 0 });
    server.signal({ kind: "invitations", client_id: me, invitations: [invitation] });
    server.signal(
      { kind: "blocked", client_id: me, blocked },
      { kind: "reports", client_id: me, reports: 2 },
    );
    await time.pass(100);
    expect(chat.snapshot()).toMatchObject({
      invitations: [invitation],
      blocked: new Map([["Client_9", "Борис"]]),
      reports: 2,
    });
    server.cut();
    await time.pass(60_000);
    expect(chat.snapshot()).toMatchObject({ invitations: [], blocked: new Map(), reports: 0 });
  });

  test("[DIR-4] who is blocked is not seen typing, whichever came first", async () => {
    const { time, server, chat, typing, namesIn } = await setUp();
    const me = chat.snapshot().me?.client_id ?? "";
    const block = (...ids: readonly string[]) =>
      server.signal({
        kind: "blocked",
        client_id: me,
        blocked: ids.map((client_id) => ({ client_id, name: client_id })),
      });
    server.signal(typing("Борис"), typing("Вера"));
    block("Борис");
    await time.pass(100);
    expect(namesIn("lobby")).toEqual(["Вера"]);
    server.signal(typing("Борис"));
    await time.pass(100);
    expect(namesIn("lobby")).toEqual(["Вера"]);
    block();
    server.signal(typing("Борис"));
    await time.pass(100);
    expect(namesIn("lobby")).toEqual(["Вера", "Борис"]);
  });
});

describe("typing oneself", () => {
  test("[DEL-9] is said at most once in 3 s, and taken back after 5 s of silence", async () => {
    const { time, server, typings, type } = await setUp();
    await type("lobby", 9000);
    const begun = server.said.map(({ at }) => at);
    expect(begun.length).toBeGreaterThanOrEqual(3);
    expect(begun.length).toBeLessThanOrEqual(4);
    await time.pass(4500);
    expect(typings()).toHaveLength(begun.length);
    await time.pass(1000);
    expect(typings().slice(begun.length)).toEqual([{ room: "lobby", typing: false }]);
    await time.pass(60_000);
    expect(typings()).toHaveLength(begun.length + 1);
  });

  test("[DEL-9] is taken back once by sending, and not said again before 3 s have passed", async () => {
    const { time, chat, typings, type } = await setUp();
    await type("lobby", 600);
    chat.send({ room: "lobby", text: "Привет" });
    await type("lobby", 600);
    chat.send({ room: "lobby", text: "всем" });
    await time.pass(100);
    const once = [
      { room: "lobby", typing: true },
      { room: "lobby", typing: false },
    ];
    expect(typings()).toEqual(once);
    await time.pass(3000);
    await type("lobby", 200);
    expect(typings()).toEqual([...once, { room: "lobby", typing: true }]);
  });

  test("[DEL-9] in another room is taken back in the first", async () => {
    const { time, typings, type } = await setUp();
    await type("lobby", 3200);
    await type("сад", 3200);
    await time.pass(100);
    expect(typings()).toEqual([
      { room: "lobby", typing: true },
      { room: "lobby", typing: true },
      { room: "lobby", typing: false },
      { room: "сад", typing: true },
    ]);
  });

  test("[DEL-10] before a greeting is said right after it, unless one has stopped or sent by then", async () => {
    const time = new VirtualTime(seeded(1));
    const server = new ModelServer({ time, random: seeded(2), rooms: ["lobby"] });
    const { chat } = new Program(server, memoryStorage());
    const said = (): readonly unknown[] => server.said.map(({ signal }) => signal);
    chat.typing("lobby", true);
    await time.pass(1000);
    expect(said()).toEqual([{ room: "lobby", typing: true }]);
    server.cut();
    for (let key = 0; key < 150; key += 1) {
      chat.typing("lobby", true);
      await time.pass(400);
    }
    expect(chat.snapshot().connection).toEqual({ phase: "online" });
    const again = said().length;
    expect(again).toBeGreaterThan(1);
    chat.send({ room: "lobby", text: "вот" });
    await time.pass(100);
    expect(said().slice(again)).toEqual([{ room: "lobby", typing: false }]);
    server.cut();
    await time.pass(60_000);
    expect(chat.snapshot().connection).toEqual({ phase: "online" });
    expect(said()).toHaveLength(again + 1);
  });

  test("[DEL-10] without a connection is said to nobody, and what is refused is no trouble", async () => {
    const { time, server, chat, typings, type } = await setUp();
    server.cut();
    chat.typing("lobby", true);
    chat.typing("lobby", false);
    await time.pass(60_000);
    expect(typings()).toEqual([]);
    server.faults = { ...server.faults, refusals: 1 };
    await type("lobby", 4000);
    await time.pass(10_000);
    expect(typings()).toEqual([]);
    server.faults = { ...server.faults, refusals: 0 };
    await type("lobby", 200);
    await time.pass(100);
    expect(typings()).toEqual([{ room: "lobby", typing: true }]);
    expect(chat.snapshot().connection).toEqual({ phase: "online" });
  });
});

describe("presence", () => {
  test("[DEL-10] who is away says so again after each greeting, who is there need not", async () => {
    const { time, server, chat, typings } = await setUp();
    chat.setPresence("active");
    chat.setPresence("away");
    chat.setPresence("away");
    await time.pass(100);
    expect(typings()).toEqual(["away"]);
    server.cut();
    await time.pass(60_000);
    expect(typings()).toEqual(["away", "away"]);
    chat.setPresence("active");
    await time.pass(100);
    server.cut();
    await time.pass(60_000);
    expect(typings()).toEqual(["away", "away", "active"]);
  });

  test("[DEL-7] of the others is the newest value, until they are gone", async () => {
    const { time, server, chat } = await setUp();
    const presence = (client_id: string, is: "active" | "away") =>
      ({ kind: "presence", client_id, name: client_id, presence: is }) as const;
    server.signal(presence("Борис", "away"), presence("Вера", "away"));
    await time.pass(100);
    expect(chat.snapshot().away).toEqual(new Set(["Борис", "Вера"]));
    server.signal(presence("Борис", "active"));
    const gone = { client_id: "Вера", name: "Вера", room: "lobby", session: "s9" };
    server.record(
      (place) =>
        ({
          ...common,
          ...gone,
          ...place,
          type: "disconnected",
          code: 1000,
          status: "normal",
          duration_ms: 1,
        }) satisfies ChatRecord,
    );
    await time.pass(100);
    expect(chat.snapshot().away).toEqual(new Set());
  });
});
