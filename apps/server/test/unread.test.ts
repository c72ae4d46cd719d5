import type { Read, RoomSummary, Signal } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import { Person } from "../testing/person.ts";
import { password, registered } from "../testing/registered.ts";
import { temporaryServer, type TemporaryServer } from "../testing/running-server.ts";
import { until } from "../testing/until.ts";

const roomOf = (rooms: readonly RoomSummary[], room = "lobby"): RoomSummary | undefined =>
  rooms.find((summary) => summary.room === room);

const greeted = ({ welcome }: Person, room = "lobby"): number | undefined =>
  roomOf(welcome.rooms, room)?.unread;

const listed = async (person: Person, room = "lobby"): Promise<RoomSummary | undefined> =>
  roomOf((await person.ask("room.list")) as readonly RoomSummary[], room);

const set = async (person: Person, seq: number, more: object = {}): Promise<Read> =>
  (await person.ask("read.set", { room: "lobby", seq, ...more })) as Read;

const say = async (person: Person, text: string, room?: string): Promise<number> =>
  ((await person.say(text, room)) as { readonly seq: number }).seq;

const again = (server: TemporaryServer, { welcome: { token } }: Person): Promise<Person> =>
  Person.come(server, { token });

/** Returns the signals of marks that came over the connection. */
const told = ({ frames }: Person): readonly Signal[] =>
  frames
    .filter((frame) => frame.includes('"signals"'))
    .flatMap(
      (frame) => (JSON.parse(frame) as { result: { data: { signals: Signal[] } } }).result.data.signals,
    )
    .filter(({ kind }) => kind === "read");

describe("what somebody has not read", () => {
  test("[UNR-2] is counted in the greeting and the list: messages of others, none that was taken back, nothing else", async () => {
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    await using boris = await Person.come(server, { name: "Борис" });
    expect(greeted(anna)).toBe(0);
    for (const text of ["раз", "два", "три"]) await say(boris, text);
    const slip = await say(boris, "оговорка");
    await say(anna, "своё");
    await boris.ask("room.topic", { room: "lobby", topic: "чай" });
    expect((await listed(anna))?.unread).toBe(4);
    expect((await listed(boris))?.unread).toBe(1);
    await boris.ask("message.remove", { room: "lobby", seq: slip });
    expect((await listed(anna))?.unread).toBe(3);
    await using elsewhere = await again(server, anna);
    expect(greeted(elsewhere)).toBe(3);
    const { rooms } = elsewhere.welcome;
    expect(await set(anna, roomOf(rooms)?.last ?? 0)).toMatchObject({ unread: 0 });
    expect((await listed(elsewhere))?.unread).toBe(0);
  });

  test("[UNR-2] [MSG-5] has the messages that mention them now, as long as they are there", async () => {
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    await using boris = await Person.come(server, { name: "Борис" });
    expect((await listed(anna))?.mentions).toBeUndefined();
    const called = await say(boris, "@Анна, вот");
    const edited = await say(boris, "и ещё");
    await say(anna, "сама @Анна");
    expect(await listed(anna)).toMatchObject({ unread: 2, mentions: 1 });
    await boris.ask("message.edit", { room: "lobby", seq: edited, text: "и ещё, @Анна", id: "e1" });
    expect(await listed(anna)).toMatchObject({ unread: 2, mentions: 2 });
    await boris.ask("message.edit", { room: "lobby", seq: called, text: "вот", id: "e2" });
    await using elsewhere = await again(server, anna);
    expect(roomOf(elsewhere.welcome.rooms)).toMatchObject({ unread: 2, mentions: 1 });
    expect(await set(anna, called)).toMatchObject({ unread: 1, mentions: 1 });
    await boris.ask("message.remove", { room: "lobby", seq: edited });
    expect(await listed(anna)).toMatchObject({ unread: 0 });
    expect((await listed(anna))?.mentions).toBeUndefined();
  });

  test("[UNR-2] is more than 99 as 100, and without those who are blocked", async () => {
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    await using boris = await Person.come(server, { name: "Борис" });
    for (let said = 0; said < 99; said += 1) await say(boris, `${said}`);
    expect((await listed(anna))?.unread).toBe(99);
    for (let said = 0; said < 20; said += 1) await say(boris, `ещё ${said}`);
    expect((await listed(anna))?.unread).toBe(100);
    await anna.ask("people.block", { name: "Борис" });
    expect((await listed(anna))?.unread).toBe(0);
  });

  test("[UNR-3] begins for who comes for the first time, and for a room that one joins, with what is said then", async () => {
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    await say(anna, "до всех");
    await anna.ask("room.join", { room: "чай" });
    await say(anna, "до Бориса", "чай");
    await using boris = await Person.come(server, { name: "Борис" });
    expect(greeted(boris)).toBe(0);
    expect(await boris.ask("room.join", { room: "чай" })).toMatchObject({ unread: 0 });
    await say(anna, "при Борисе", "чай");
    expect((await listed(boris, "чай"))?.unread).toBe(1);
  });

  test("[DIR-1] [UNR-3] of a room of two is so from its first message, and while one was away too", async () => {
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    await using boris = await Person.come(server, { name: "Борис" });
    const { room } = (await anna.ask("room.direct", { name: "Борис" })) as RoomSummary;
    await say(anna, "привет", room);
    expect((await listed(boris, room))?.unread).toBe(1);
    boris.ask("session.quit", {}).catch(() => undefined);
    await boris.closed;
    await say(anna, "и ещё", room);
    await say(anna, "всем");
    await using back = await again(server, boris);
    expect([greeted(back, room), greeted(back)]).toEqual([2, 1]);
  });
});

describe("a read mark", () => {
  test("[UNR-1] is set lower to make messages unread; what another device has set meanwhile stays", async () => {
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    await using boris = await Person.come(server, { name: "Борис" });
    const [first, second, third] = [
      await say(boris, "раз"),
      await say(boris, "два"),
      await say(boris, "три"),
    ];
    const all = await set(anna, third, { version: 0 });
    expect(all).toMatchObject({ seq: third, unread: 0 });
    const lowered = await set(anna, first, { version: all.version });
    expect(lowered).toMatchObject({ seq: first, unread: 2 });
    expect(lowered.version).toBeGreaterThan(all.version);
    // A client that knows only the previous mark gets the current one.
    expect(await set(anna, second, { version: all.version })).toEqual(lowered);
    expect(await set(anna, second)).toMatchObject({ seq: second, unread: 1 });
  });

  test("[UNR-1] is never beyond the end of the log: what is said next is unread", async () => {
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    await using boris = await Person.come(server, { name: "Борис" });
    await set(anna, 1_000_000);
    await say(boris, "вот");
    expect((await listed(anna))?.unread).toBe(1);
  });

  test("[UNR-4] is told to the other sessions of its client, and to nobody else", async () => {
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    await using boris = await Person.come(server, { name: "Борис" });
    await using elsewhere = await again(server, anna);
    for (const person of [boris, elsewhere]) void person.ask("events.signals").catch(() => undefined);
    const [first] = [await say(boris, "раз"), await say(boris, "два")];
    await set(anna, first);
    const signal = await until(
      () => "the signal",
      () => told(elsewhere)[0],
    );
    expect(signal).toMatchObject({ kind: "read", client_id: anna.id, room: "lobby", seq: first, unread: 1 });
    expect(told(boris)).toEqual([]);
  });

  test("[UNR-4] where what is unread is edited or taken back, each of their sessions is told, and nobody who has read it", async () => {
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    await using elsewhere = await again(server, anna);
    await using boris = await Person.come(server, { name: "Борис" });
    for (const person of [anna, elsewhere, boris])
      void person.ask("events.signals", {}).catch(() => undefined);
    const first = await say(boris, "раз");
    const last = await say(boris, "@Анна");
    // Whoever follows the records counts what is said.
    expect(await set(anna, first)).toMatchObject({ seq: first, unread: 1, mentions: 1, last });
    await set(boris, last);
    const hear = async (unread: number, mentions: number): Promise<void> => {
      for (const person of [anna, elsewhere]) {
        const isNewest = (signal: Signal): boolean =>
          signal.kind === "read" && signal.unread === unread && signal.mentions === mentions;
        const signal = await until(
          () => `${unread} unread: ${JSON.stringify(told(person))}`,
          () => told(person).findLast(isNewest),
        );
        expect(signal).toMatchObject({ room: "lobby", seq: first });
      }
    };
    await boris.ask("message.edit", { room: "lobby", seq: last, text: "всем", id: "e" });
    await hear(1, 0);
    await boris.ask("message.remove", { room: "lobby", seq: last });
    await hear(0, 0);
    expect(told(boris)).toMatchObject([{ seq: last }]);
    const heard = told(anna).length;
    await boris.ask("message.remove", { room: "lobby", seq: first });
    await set(anna, first + 1);
    await until(
      () => "the next signal",
      () => told(anna).length > heard,
    );
    // What was read changes nothing when it is taken back.
    expect(told(anna).slice(heard)).toMatchObject([{ seq: first + 1 }]);
  });

  test("[UNR-3] is in no record", async () => {
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    const before = (await server.records()).length;
    await set(anna, 1);
    expect(await server.records()).toHaveLength(before);
  });

  test("[UNR-3] is that of an account on each of its devices", async () => {
    await using server = await temporaryServer();
    await using anna = await registered(server, "Анна");
    await using boris = await Person.come(server, { name: "Борис" });
    const seq = await say(boris, "раз");
    await set(anna, seq);
    await say(boris, "два");
    await using elsewhere = await Person.come(server, { name: "Анна", password });
    expect(elsewhere.id).toBe(anna.id);
    expect(roomOf(elsewhere.welcome.rooms)).toMatchObject({ unread: 1, read: { seq } });
  });
});
