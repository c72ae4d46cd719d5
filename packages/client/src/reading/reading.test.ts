import type { ChatRecord, RoomSummary } from "@beseda/protocol";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ModelServer } from "../../testing/model-server.ts";
import { Program } from "../../testing/program.ts";
import { seeded, VirtualTime } from "../../testing/virtual-time.ts";
import { memoryStorage } from "../storage/memory-storage.ts";

/** The connection of which device is cut. */
const devices = ["phone", "desk"] as const;
const boris = "Client_9";

const setUp = async (seed = 1, countsUnread = true) => {
  const time = new VirtualTime(seeded(seed));
  const server = new ModelServer({
    time,
    random: seeded(seed + 1),
    rooms: ["lobby", "сад"],
    countsUnread,
  });
  const storage = memoryStorage();
  const phone = new Program(server, storage).chat;
  await time.pass(1000);
  const desk = new Program(server, storage).chat;
  await time.pass(1000);
  const me = phone.snapshot().me?.client_id ?? "";
  const common = { client_id: boris, name: "Борис", sender: "client", message: "вот" } as const;
  const happen = (fact: object, room = "lobby"): number => {
    server.record((place) => ({ ...common, room, ...fact, ...place }) as ChatRecord & { room: string });
    return server.records.length;
  };
  const say = (more: object = {}, room?: string): number =>
    happen({ type: "message", id: `m${server.records.length}`, ...more }, room);
  const takeBack = (target: number, room?: string): number =>
    happen({ type: "deleted", target, by: boris, by_name: "Борис", sender: "server" }, room);
  const edit = (target: number, mentions: readonly string[], room?: string): number =>
    happen({ type: "edited", id: `e${server.records.length}`, target, mentions }, room);
  const roomOf = (chat = phone, room = "lobby"): RoomSummary | undefined =>
    chat.snapshot().rooms.find((summary) => summary.room === room);
  const sent = (): readonly unknown[] =>
    server.asked.filter(({ path }) => path === "read.set").map(({ input }) => input);
  return { time, server, phone, desk, me, say, takeBack, edit, roomOf, sent };
};

describe("what is unread", () => {
  test("[UNR-2] [UNR-4] is what others say behind the mark, counted as it comes in, and less when it is taken back", async () => {
    const { time, phone, me, say, takeBack, edit, roomOf } = await setUp();
    expect(roomOf()).toMatchObject({ unread: 0, mentions: 0 });
    phone.send({ room: "lobby", text: "своё" });
    await time.pass(1000);
    const first = say();
    const called = say({ mentions: [me] });
    await time.pass(1000);
    expect(roomOf()).toMatchObject({ unread: 2, mentions: 1 });
    edit(first, [me]);
    edit(called, []);
    await time.pass(1000);
    expect(roomOf()).toMatchObject({ unread: 2, mentions: 1 });
    takeBack(first);
    await time.pass(1000);
    expect(roomOf()).toMatchObject({ unread: 1, mentions: 0 });
    takeBack(called);
    await time.pass(1000);
    expect(roomOf()).toMatchObject({ unread: 0, mentions: 0 });
  });

  test("[UNR-2] [FIL-1] is a file too, as it comes in", async () => {
    const { time, say, takeBack, roomOf } = await setUp();
    const file = {
      type: "file",
      file: { name: "отчёт.pdf", size: 3, type: "application/pdf", sha256: "0".repeat(64) },
    };
    const sent = say(file);
    await time.pass(1000);
    expect(roomOf()).toMatchObject({ unread: 1 });
    takeBack(sent);
    await time.pass(1000);
    expect(roomOf()).toMatchObject({ unread: 0 });
  });

  test("[UNR-2] is less when something is taken back that the server had counted, though no signal comes", async () => {
    const { time, phone, me, say, takeBack, edit, roomOf } = await setUp();
    const [first, second, third] = [say(), say({ mentions: [me] }), say()];
    await time.pass(1000);
    phone.markRead("lobby", first);
    await time.pass(1000);
    takeBack(third);
    edit(second, []);
    await time.pass(1000);
    expect(roomOf()).toMatchObject({ unread: 1, mentions: 0 });
  });

  test("[UNR-2] is 100 for more than 99, and right again when it is less", async () => {
    const { time, phone, server, say, roomOf } = await setUp();
    for (let said = 0; said < 130; said += 1) say();
    await time.pass(1000);
    expect(roomOf()?.unread).toBe(100);
    phone.markRead("lobby", server.records.length - 30);
    expect(roomOf()?.unread).toBe(30);
    await time.pass(1000);
    expect(roomOf()?.unread).toBe(30);
  });

  test("[UNR-1] of a server that does not count, nothing is shown, and nothing is asked", async () => {
    const { time, phone, say, roomOf, sent } = await setUp(1, false);
    const seq = say();
    await time.pass(1000);
    phone.markRead("lobby", seq);
    phone.markUnread("lobby", 1);
    await time.pass(5000);
    expect(roomOf()?.unread).toBeUndefined();
    expect(sent()).toEqual([]);
  });
});

describe("a read mark", () => {
  test("[UNR-1] [UNR-4] holds at once, goes to the server once in a second, the newest only, and to every device", async () => {
    const { time, phone, desk, say, roomOf, sent } = await setUp();
    const seqs = Array.from({ length: 10 }, () => say());
    await time.pass(1000);
    for (const seq of seqs) {
      phone.markRead("lobby", seq);
      await time.pass(50);
    }
    expect(roomOf(phone)).toMatchObject({ unread: 0, read: { seq: seqs.at(-1) } });
    await time.pass(1200);
    expect(sent()).toMatchObject([{ seq: seqs[0] }, { seq: seqs.at(-1) }]);
    expect(roomOf(desk)).toMatchObject({ unread: 0, read: { seq: seqs.at(-1) } });
    phone.markRead("lobby", seqs[3] ?? 0);
    await time.pass(5000);
    expect(sent()).toHaveLength(2);
  });

  test("[UNR-1] that is lowered makes a message and those behind it unread on every device", async () => {
    const { time, phone, desk, say, roomOf } = await setUp();
    const [first, second, third] = [say(), say(), say()];
    await time.pass(1000);
    phone.markRead("lobby", third);
    await time.pass(2000);
    desk.markUnread("lobby", second);
    expect(roomOf(desk)).toMatchObject({ unread: 2, read: { seq: first } });
    await time.pass(1000);
    expect(roomOf(phone)).toMatchObject({ unread: 2, read: { seq: first } });
  });

  test("[UNR-1] that was set without a connection is sent with the next one, the newest only", async () => {
    const { time, server, phone, desk, say, roomOf, sent } = await setUp();
    const seqs = [say(), say(), say()];
    await time.pass(1000);
    server.isAway = true;
    server.cut();
    for (const seq of seqs) phone.markRead("lobby", seq);
    expect(roomOf(phone)?.unread).toBe(0);
    await time.pass(5000);
    server.isAway = false;
    await time.pass(120_000);
    expect(sent()).toMatchObject([{ seq: seqs.at(-1) }]);
    expect(roomOf(desk)?.unread).toBe(0);
  });

  test("[UNR-1] that was set without a connection does not undo what another device has made unread meanwhile", async () => {
    const { time, server, phone, desk, say, roomOf } = await setUp();
    const [first, second] = [say(), say()];
    await time.pass(1000);
    phone.markRead("lobby", first);
    await time.pass(2000);
    // The first connection is that of the phone.
    server.cut((index) => index === 0);
    phone.markRead("lobby", second);
    desk.markUnread("lobby", first);
    await time.pass(120_000);
    expect(roomOf(phone)).toMatchObject({ unread: 2 });
    expect(roomOf(desk)).toMatchObject({ unread: 2 });
  });

  test("[UNR-1] of the device that has read further goes on from that of another", async () => {
    const { time, phone, desk, say, roomOf } = await setUp();
    const [first, , third] = [say(), say(), say()];
    await time.pass(1000);
    phone.markRead("lobby", third);
    desk.markRead("lobby", first);
    await time.pass(5000);
    for (const device of [phone, desk])
      expect(roomOf(device)).toMatchObject({ unread: 0, read: { seq: third } });
  });

  test("[UNR-1] is sent before one leaves", async () => {
    const { time, phone, desk, say, roomOf } = await setUp();
    const [first, second] = [say(), say()];
    await time.pass(1000);
    phone.markRead("lobby", first);
    await time.pass(100);
    phone.markRead("lobby", second);
    void phone.quit();
    await time.pass(1000);
    expect(roomOf(desk)).toMatchObject({ unread: 0, read: { seq: second } });
  });
});

test("[UNR-2] [UNR-4] whatever happens on two devices, through losses and back, both agree with the server in the end", async () => {
  const step = fc.record({
    does: fc.constantFrom(
      "says",
      "says",
      "calls",
      "takes back",
      "edits",
      "reads",
      "unreads",
      "cuts",
      "sends",
    ),
    room: fc.constantFrom("lobby", "сад"),
    device: fc.constantFrom(...devices),
    back: fc.nat(12),
    ms: fc.constantFrom(0, 5, 40, 700, 3000),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60, size: "max" }), fc.nat(1000), async (steps, seed) => {
      const { time, server, phone, desk, me, say, takeBack, edit, roomOf } = await setUp(seed);
      for (const { does, room, device, back, ms } of steps) {
        const chat = device === "phone" ? phone : desk;
        const messages = server.messagesIn(room).filter(({ client_id }) => client_id === boris);
        const target = messages.at(-1 - back)?.seq;
        if (does === "says") say({}, room);
        if (does === "calls") say({ mentions: [me] }, room);
        if (does === "sends") chat.send({ room, text: "вот" });
        if (does === "cuts") server.cut((index) => index === back % 2);
        if (target !== undefined && does === "takes back") takeBack(target, room);
        if (target !== undefined && does === "edits") edit(target, back % 2 === 0 ? [me] : [], room);
        // The server tells of what a client cannot know.
        if (does === "takes back" || does === "edits") server.tellUnread(room, (client) => client === me);
        const seen = roomOf(chat, room)?.last ?? 0;
        if (does === "reads") chat.markRead(room, Math.max(1, seen - back));
        if (does === "unreads") chat.markUnread(room, Math.max(1, seen - back));
        await time.pass(ms);
      }
      await time.pass(120_000);
      for (const room of ["lobby", "сад"]) {
        const { seq, version, unread, mentions } = server.marks.of(me, room);
        const expected = { read: { seq, version }, unread: Math.min(100, unread), mentions };
        expect(roomOf(phone, room)).toMatchObject(expected);
        expect(roomOf(desk, room)).toMatchObject(expected);
      }
      await phone.close();
      await desk.close();
    }),
    { numRuns: 60 },
  );
});
