import type { RecordDraft } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import { Person, type SeenRecord } from "../../testing/person.ts";
import { heldBufferBytes } from "../../testing/memory.ts";
import { temporaryServer, type TemporaryServer } from "../../testing/running-server.ts";
import { until } from "../../testing/until.ts";

const anna = { client_id: "Client_1", name: "Анна", sender: "client" } as const;

/** Returns the records of a room that Анна is a member of, with its messages. */
const roomWith = (room: string, texts: readonly string[]): readonly RecordDraft[] => [
  { ...anna, type: "room-created", room, message: "" },
  { ...anna, type: "joined", room, message: "" },
  ...texts.map(
    (message, index) => ({ ...anna, type: "message", room, id: `${room}-${index}`, message }) as const,
  ),
];

/** Makes Анна a member of rooms; resolves with the token with which she comes back. */
const awayFrom = async (
  server: TemporaryServer,
  rooms: Readonly<Record<string, readonly string[]>>,
): Promise<string> => {
  await using person = await Person.come(server, { name: "Анна" });
  for (const [room, texts] of Object.entries(rooms)) await server.running.log.append(roomWith(room, texts));
  return person.welcome.token;
};

const long = "ё".repeat(4000);
const elevenBusy = Object.fromEntries(
  Array.from({ length: 11 }, (_, room) => [`комната-${room}`, Array.from({ length: 50 }, () => long)]),
);

const isUnbroken = (records: readonly (SeenRecord & { readonly prev?: number })[]): boolean =>
  records.every(({ prev }, index) => index === 0 || prev === records[index - 1]?.seq);

describe("a newcomer", () => {
  test("[SES-3] gets the last messages of a room, however many have come and gone since", async () => {
    await using server = await temporaryServer();
    await using boris = await Person.come(server, { name: "Борис" });
    for (let count = 0; count < 60; count += 1) await boris.say(`слово ${count}`);
    for (let count = 0; count < 40; count += 1) {
      await using _visitor = await Person.come(server);
    }
    await using vera = await Person.come(server, { name: "Вера" });
    await vera.hears("слово 59");
    const said = vera.records.filter(({ type }) => type === "message").map(({ message }) => message);
    expect(said).toEqual(Array.from({ length: 50 }, (_, index) => `слово ${index + 10}`));
    expect(isUnbroken(vera.records)).toBe(true);
  });

  test("[DEL-11] is not closed for what others have written in many rooms, and gets of each what there is room for", async () => {
    await using server = await temporaryServer();
    const token = await awayFrom(server, elevenBusy);
    await using person = await Person.come(server, { token });
    await person.say("я здесь");
    await person.hears("я здесь");
    expect(person.isClosed).toBe(false);
    const seqs = person.records.map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.toSorted((one, other) => one - other));
    for (const room of Object.keys(elevenBusy)) {
      const records = person.records.filter((record) => record.room === room);
      expect(records.length).toBeGreaterThan(25);
      expect(isUnbroken(records)).toBe(true);
      expect(records.at(-1)?.seq).toBe(server.running.log.lastOf(room));
    }
  });

  test("[DEL-11] that reads nothing holds no more memory than any slow reader", async () => {
    await using server = await temporaryServer();
    const token = await awayFrom(server, elevenBusy);
    const before = await heldBufferBytes();
    const newcomers = 20;
    const stalled: Person[] = [];
    for (let count = 0; count < newcomers; count += 1) {
      const person = await Person.come(server, { token });
      person.stall();
      stalled.push(person);
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
    const each = ((await heldBufferBytes()) - before) / newcomers;
    process.stdout.write(
      `${JSON.stringify({ test: "newcomers", newcomers, heldBytesEach: Math.round(each) })}\n`,
    );
    expect(each).toBeLessThan(1024 * 1024);
    for (const person of stalled) {
      person.goOn();
      await until(
        () => "the end of the history",
        () => person.records.at(-1)?.seq === server.running.log.last.seq,
      );
      person.vanish();
    }
  });

  test("[DEL-11] that asks for many pages at once gets them one by one", async () => {
    await using server = await temporaryServer();
    const token = await awayFrom(server, elevenBusy);
    await using person = await Person.come(server, { token });
    const pages = Array.from({ length: 60 }, () =>
      person.ask("room.history", { room: "комната-1", limit: 200 }),
    );
    for (const page of await Promise.all(pages)) {
      const { events, after } = page as { events: readonly (SeenRecord & { prev: number })[]; after: number };
      expect(events.length).toBeGreaterThan(25);
      expect(after).toBe(events[0]?.prev);
    }
    expect(person.isClosed).toBe(false);
  });

  test("[DEL-11] in hundreds of rooms is greeted with the newest of them, and asks for the others", async () => {
    await using server = await temporaryServer();
    const names = Array.from({ length: 450 }, (_, index) => `комната-${index}`);
    const token = await awayFrom(server, Object.fromEntries(names.map((room) => [room, ["раз"]])));
    await using person = await Person.come(server, { token });
    const { rooms, rooms_before: before } = person.welcome;
    expect(rooms.length).toBeLessThanOrEqual(200);
    expect(rooms.map(({ room }) => room)).toContain("комната-449");
    expect(Math.min(...rooms.map(({ last }) => last))).toBe(before);
    const rest = (await person.ask("room.list", { before })) as readonly { room: string }[];
    const all = [...rooms, ...rest].map(({ room }) => room);
    expect(all.toSorted()).toEqual(["lobby", ...names].toSorted());
    // A client of an older version asks for all rooms at once.
    expect(await person.ask("room.list")).toHaveLength(451);
  });
});
