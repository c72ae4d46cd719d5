import { nothingPersonal } from "./signals/personal.ts";
import type { ChatRecord, Welcome } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import type { HistoryQuery, ReceivedRecord } from "./connection/connection.ts";
import { OutboxStore } from "./outbox/outbox-store.ts";
import { Outbox } from "./outbox/outbox.ts";
import { Reading } from "./reading/reading.ts";
import { SnapshotStore } from "./snapshot-store.ts";
import { memoryStorage } from "./storage/memory-storage.ts";
import { messageOf, welcomeOf } from "../testing/records.ts";
import { VirtualTime } from "../testing/virtual-time.ts";
import { ChatSync } from "./sync.ts";
import { Timelines } from "./timeline/timelines.ts";

interface Fact {
  readonly type: "connected" | "joined" | "left" | "renamed" | "role";
  readonly seq: number;
  readonly prev?: number;
  readonly room?: string;
  readonly client_id?: string;
  readonly name?: string;
}

const factOf = ({ type, seq, prev = 0, room = "lobby", client_id = "Client_1", name = "Анна" }: Fact) => {
  const time = "2026-11-21T10:00:00.000Z";
  const common = { seq, prev, time, room, client_id, name, sender: "server", message: "" } as const;
  const record: ChatRecord =
    type === "connected"
      ? { ...common, type, session: "s1", via: "trpc" }
      : type === "renamed"
        ? { ...common, type, old_name: "?" }
        : type === "role"
          ? {
              ...common,
              type: "moderated",
              action: type,
              role: "moderator",
              by: "Client_2",
              by_name: "Борис",
            }
          : { ...common, type };
  return { seq, prev, room, record };
};

const time = new VirtualTime();

const setUp = (welcome: Partial<Welcome> = {}, history: readonly ReceivedRecord[] = []) => {
  const asked: HistoryQuery[] = [];
  const renames: string[] = [];
  const unknownRooms: string[] = [];
  const store: SnapshotStore = new SnapshotStore(
    {
      connection: { phase: "online" },
      welcome: undefined,
      me: undefined,
      rooms: [],
      windows: new Map(),
      typing: new Map(),
      away: new Set(),
      ...nothingPersonal,
    },
    (parts) => ({ ...parts, timelines: timelines.show(), unsent: outbox.unsent, unseenMentions: [] }),
  );
  const outbox = new Outbox({
    store: new OutboxStore(memoryStorage(), () => undefined),
    onChange: (room) => {
      timelines.touch(room);
    },
    onKept: () => undefined,
    now: () => 0,
    onDiscarded: () => undefined,
    onReady: () => undefined,
  });
  const timelines: Timelines = new Timelines({
    viewer: () => store.parts.me,
    locale: () => "ru",
    entriesOf: (room) => outbox.entriesOf(room),
    hasOlder: (room) => sync.hasOlder(room),
    isArriving: (room) => sync.isArriving(room),
  });
  const sync: ChatSync = new ChatSync({
    store,
    timelines,
    outbox,
    reading: new Reading({
      environment: time,
      backOff: () => 0,
      store,
      api: () => undefined,
      onChange: () => undefined,
    }),
    history: (query) => {
      asked.push(query);
      const { room, before = Number.MAX_SAFE_INTEGER, limit } = query;
      const page = history.filter((record) => record.room === room && record.seq < before);
      return Promise.resolve({ records: page.slice(-limit) });
    },
    environment: time,
    backOff: () => 0,
    onRenamed: (name) => renames.push(name),
    onNews: () => undefined,
    onUnknownRoom: () => unknownRooms.push("asked"),
  });
  sync.begin(welcomeOf(welcome));
  const rooms = (): readonly string[] => store.parts.rooms.map(({ room }) => room);
  return { store, outbox, sync, asked, renames, unknownRooms, rooms };
};

describe("the sync", () => {
  test("[SES-1] the name is what the newest own record since the greeting says", () => {
    const { store, sync, renames } = setUp({ name: "Анна", seq: 10 });
    sync.receive([factOf({ type: "renamed", seq: 9, name: "An older name" })]);
    expect(store.parts.me?.name).toBe("Анна");
    sync.receive([factOf({ type: "renamed", seq: 11, prev: 9, name: "Аня" })]);
    expect(store.parts.me?.name).toBe("Аня");
    expect(renames).toEqual(["Аня"]);
    sync.receive([factOf({ type: "renamed", seq: 12, prev: 11, client_id: "Client_2", name: "Боря" })]);
    expect(store.parts.me?.name).toBe("Аня");
  });

  test("[SES-1] the name after a resume is that of the new session, whatever was missed before it", () => {
    const { store, sync, renames } = setUp({ session: "s0" });
    sync.begin(welcomeOf({ name: "Анна", session: "s1", seq: 10, resumed: true }));
    sync.receive([
      factOf({ type: "renamed", seq: 11, name: "Another" }),
      factOf({ type: "connected", seq: 12, prev: 11, name: "Анна" }),
    ]);
    expect(store.parts.me?.name).toBe("Анна");
    expect(renames).toEqual([]);
    sync.receive([factOf({ type: "renamed", seq: 13, prev: 12, name: "Аня" })]);
    expect(store.parts.me?.name).toBe("Аня");
    expect(renames).toEqual(["Аня"]);
  });

  test("[SES-1] in a session that goes on after a loss, a name that was missed is followed", () => {
    const { store, sync, renames } = setUp({ name: "Анна", seq: 10 });
    sync.begin(welcomeOf({ name: "Аня", seq: 10, resumed: true }));
    sync.receive([factOf({ type: "renamed", seq: 11, name: "Аня" })]);
    expect(store.parts.me?.name).toBe("Аня");
    expect(renames).toEqual(["Аня"]);
  });

  test("a room that this client enters or leaves elsewhere comes and goes here too", () => {
    const { store, sync, rooms, unknownRooms } = setUp();
    sync.receive([factOf({ type: "joined", seq: 5, prev: 4, room: "сад" })]);
    expect(rooms()).toEqual(["lobby", "сад"]);
    expect(unknownRooms).toHaveLength(1);
    expect(store.snapshot().timelines.get("сад")).toMatchObject({ items: [{ seq: 5 }], hasOlder: true });
    sync.receive([factOf({ type: "left", seq: 6, prev: 5, room: "сад" })]);
    expect(rooms()).toEqual(["lobby"]);
    expect(store.snapshot().timelines.has("сад")).toBe(false);
  });

  test("[ROOM-4] who is given another role asks for the list of rooms again; nobody else's role is asked for", () => {
    const { sync, unknownRooms } = setUp();
    sync.receive([factOf({ type: "role", seq: 1, client_id: "Client_3", name: "Вера" })]);
    expect(unknownRooms).toHaveLength(0);
    sync.receive([factOf({ type: "role", seq: 2, prev: 1 })]);
    expect(unknownRooms).toHaveLength(1);
  });

  test("[VIEW-3] what was missed is on its way until the last record of which the greeting told is there", () => {
    const lobby = { room: "lobby", topic: "", members: 1, last: 12 };
    const { store, sync } = setUp({ seq: 12, rooms: [lobby] });
    const isArriving = () => store.snapshot().timelines.get("lobby")?.arriving;
    expect(isArriving()).toBe(true);
    sync.receive([messageOf({ seq: 10, prev: 0 }), messageOf({ seq: 11, prev: 10 })]);
    expect(isArriving()).toBe(true);
    sync.receive([messageOf({ seq: 12, prev: 11 })]);
    expect(isArriving()).toBe(false);
    sync.begin(welcomeOf({ seq: 14, rooms: [{ ...lobby, last: 14 }], resumed: true }));
    expect(isArriving()).toBe(true);
    sync.receive([messageOf({ seq: 13, prev: 12 }), messageOf({ seq: 14, prev: 13 })]);
    expect(isArriving()).toBe(false);
  });

  test("[VIEW-3] what does not come although a greeting told of it is not waited for longer than 5 s", async () => {
    const { store, sync } = setUp({
      seq: 12,
      rooms: [{ room: "lobby", topic: "", members: 1, last: 12 }],
    });
    sync.receive([messageOf({ seq: 10, prev: 0 })]);
    expect(store.snapshot().timelines.get("lobby")?.arriving).toBe(true);
    await time.pass(5000);
    expect(store.snapshot().timelines.get("lobby")?.arriving).toBe(false);
  });

  test("a room that was left a moment ago does not come back with the record of leaving it", () => {
    const { store, sync, rooms } = setUp();
    sync.addRoom({ room: "сад", topic: "", members: 1, last: 5 });
    sync.receive([factOf({ type: "joined", seq: 5, room: "сад" })]);
    sync.removeRoom("сад");
    sync.receive([factOf({ type: "left", seq: 6, prev: 5, room: "сад" })]);
    expect(rooms()).toEqual(["lobby"]);
    expect(store.snapshot().timelines.has("сад")).toBe(false);
  });

  test("[SES-3] a room that was left and entered again is there", () => {
    const { sync, rooms } = setUp({ rooms: [{ room: "сад", topic: "", members: 1, last: 7 }] });
    sync.receive([
      factOf({ type: "left", seq: 6, room: "сад" }),
      factOf({ type: "joined", seq: 7, prev: 6, room: "сад" }),
    ]);
    expect(rooms()).toEqual(["сад"]);
  });

  test("a room that the greeting does not name any more is gone", () => {
    const { store, sync, rooms } = setUp();
    sync.addRoom({ room: "сад", topic: "", members: 1, last: 5 });
    sync.receive([messageOf({ seq: 5, prev: 0, room: "сад" })]);
    sync.begin(welcomeOf({ resumed: true }));
    expect(rooms()).toEqual(["lobby"]);
    expect(store.snapshot().timelines.has("сад")).toBe(false);
  });

  test("[SES-3] a room that went while a page of it was on its way, and came again, has older records to load", async () => {
    const { store, sync } = setUp({}, [messageOf({ seq: 5, prev: 0, room: "сад" })]);
    const garden = { room: "сад", topic: "", members: 1, last: 6 };
    sync.addRoom(garden);
    sync.receive([messageOf({ seq: 6, prev: 5, room: "сад" })]);
    const loading = sync.loadOlder("сад");
    sync.removeRoom("сад");
    await loading;
    expect(store.snapshot().timelines.has("сад")).toBe(false);
    sync.addRoom(garden);
    expect(store.snapshot().timelines.get("сад")).toMatchObject({ items: [], hasOlder: true });
  });

  test("[SES-3] a room whose records have not arrived still says that it has older ones, and loads them", async () => {
    const history = [
      messageOf({ seq: 4, prev: 3, room: "сад" }),
      messageOf({ seq: 5, prev: 4, room: "сад" }),
    ];
    const { store, sync, asked } = setUp({}, history);
    sync.addRoom({ room: "сад", topic: "", members: 1, last: 5 });
    expect(sync.hasOlder("сад")).toBe(true);
    await sync.loadOlder("сад");
    expect(asked).toEqual([{ room: "сад", limit: 50 }]);
    expect(
      store
        .snapshot()
        .timelines.get("сад")
        ?.items.map(({ seq }) => seq),
    ).toEqual([4, 5]);
    sync.receive([history[1] as ReceivedRecord, messageOf({ seq: 6, prev: 5, room: "сад" })]);
    expect(
      store
        .snapshot()
        .timelines.get("сад")
        ?.items.map(({ seq }) => seq),
    ).toEqual([4, 5, 6]);
  });

  test("[ROOM-3] a list of rooms that is older than what came in meanwhile undoes none of it", async () => {
    const { store, sync, rooms } = setUp();
    const known = { topic: "", members: 1 };
    sync.addRoom({ ...known, room: "сад", last: 5 });
    sync.addRoom({ ...known, room: "дом", last: 2 });
    sync.receive([messageOf({ seq: 5, prev: 0, room: "сад" })]);
    const listed = [
      { ...known, room: "lobby", last: 0 },
      { ...known, room: "сад", last: 5 },
      { ...known, room: "дом", last: 2 },
    ];
    const asked = await sync.asked.ask(() => {
      const { record } = messageOf({ seq: 6, prev: 5, room: "сад" });
      const pinned = { ...record, type: "pinned", target: 5, sender: "server", message: "" } as ChatRecord;
      sync.receive([
        { seq: 6, prev: 5, room: "сад", record: pinned },
        factOf({ type: "joined", seq: 7, room: "море" }),
      ]);
      sync.removeRoom("дом");
      return Promise.resolve(listed);
    });
    sync.replaceRooms(asked);
    expect(rooms()).toEqual(["lobby", "море", "сад"]);
    expect(store.parts.rooms.at(-1)).toMatchObject({ room: "сад", pins: [5], pinned: 5, last: 6 });
    expect(
      store
        .snapshot()
        .timelines.get("море")
        ?.items.map(({ seq }) => seq),
    ).toEqual([7]);
    sync.replaceRooms(await sync.asked.ask(() => Promise.resolve(listed)));
    expect(rooms()).toEqual(["lobby", "дом", "сад"]);
    expect(store.parts.rooms.at(-1)?.pins).toBeUndefined();
  });

  test("[ROOM-3] the answer to joining a room keeps what was pinned before it came", async () => {
    const { store, sync } = setUp();
    const asked = await sync.asked.ask(() => {
      const { record } = messageOf({ seq: 6, prev: 5, room: "сад" });
      const pinned = { ...record, type: "pinned", target: 2, sender: "server", message: "" } as ChatRecord;
      sync.receive([
        factOf({ type: "joined", seq: 5, prev: 4, room: "сад" }),
        { seq: 6, prev: 5, room: "сад", record: pinned },
      ]);
      return Promise.resolve({ room: "сад", topic: "Розы", members: 2, last: 5 });
    });
    sync.addRoom(asked.answer, asked.meanwhile);
    expect(store.parts.rooms.at(-1)).toMatchObject({ topic: "Розы", pins: [2], last: 6 });
  });

  test("[DEL-1] the record of an own message takes its place in the outbox, another client's with the same id does not", () => {
    const { store, outbox, sync } = setUp();
    outbox.add({ id: "a", room: "lobby", text: "Привет", time: "2026-11-21T10:00:00.000Z" });
    sync.receive([messageOf({ seq: 1, prev: 0, client_id: "Client_2", id: "a" })]);
    expect(outbox.unsent).toBe(1);
    sync.receive([messageOf({ seq: 2, prev: 1, client_id: "Client_1", id: "a" })]);
    expect(outbox.unsent).toBe(0);
    const { items } = store.snapshot().timelines.get("lobby") ?? {};
    expect(items?.map(({ key }) => key)).toEqual(["#1", "a"]);
  });

  test("[DEL-1] an acknowledged message whose place was passed long ago waits no more", () => {
    const { outbox, sync } = setUp();
    const time = "2026-11-21T10:00:00.000Z";
    outbox.add({ id: "a", room: "lobby", text: "Привет", time });
    const [entry] = outbox.entriesOf("lobby");
    if (entry) outbox.acknowledged(entry, { seq: 3, time });
    expect(outbox.entriesOf("lobby")).toHaveLength(1);
    sync.receive([messageOf({ seq: 90, prev: 80 })]);
    expect(outbox.entriesOf("lobby")).toEqual([]);
  });

  test("[DEL-1] who has become another client keeps what was said, and it is not own any more", () => {
    const { store, sync } = setUp();
    sync.receive([messageOf({ seq: 1, prev: 0, client_id: "Client_1", id: "a" })]);
    sync.begin(welcomeOf({ client_id: "Client_5", resumed: true }));
    expect(store.snapshot().timelines.get("lobby")?.items).toMatchObject([{ key: "a", own: false }]);
  });

  test("[SES-3] the oldest records of a room that fills for weeks can be loaded again", async () => {
    const log = Array.from({ length: 12_000 }, (_, index) => messageOf({ seq: index + 1, prev: index }));
    const { store, sync } = setUp({}, log);
    for (let start = 0; start < log.length; start += 500) sync.receive(log.slice(start, start + 500));
    const first = store.snapshot().timelines.get("lobby")?.items[0]?.seq ?? 0;
    expect(first).toBeGreaterThan(1);
    expect(sync.hasOlder("lobby")).toBe(true);
    await sync.loadOlder("lobby");
    const seqs =
      store
        .snapshot()
        .timelines.get("lobby")
        ?.items.map(({ seq }) => seq) ?? [];
    expect(seqs[0]).toBe(first - 50);
    expect(seqs).toEqual(log.slice(first - 51).map(({ seq }) => seq));
  });
});
