import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { openIdentity, type Identity } from "../identity/identity.ts";
import { Member } from "../../testing/member.ts";
import { temporaryChat, type TemporaryChat } from "../../testing/temporary-log.ts";
import { Reading } from "./reading.ts";

interface Place extends TemporaryChat {
  readonly anna: Member;
  readonly file: string;
  /** Milliseconds since 1970. */
  now: number;
  /** The store, with the marks known of it, as in a run of its own. */
  run(): Promise<{ readonly identity: Identity; readonly reading: Reading }>;
}

const place = async (): Promise<Place> => {
  const temporary = await temporaryChat();
  const { chat, log } = temporary;
  const data = await mkdtemp(join(tmpdir(), "beseda-reading-"));
  const opened: Identity[] = [];
  const here: Place = {
    ...temporary,
    anna: await Member.come(chat),
    file: join(data, "identity.sqlite"),
    now: 1_795_255_200_000,
    run: async () => {
      const now = (): number => here.now;
      const identity = await openIdentity({ data, log: log.id, now, isDurable: false, timeoutMs: 100 });
      opened.push(identity);
      const { readMarks: marks } = identity;
      await identity.accounts.issue(here.anna.clientId, { via: "trpc", client: "web", address: "192.0.2.1" });
      return { identity, reading: new Reading({ marks, messages: chat.messages, chat, log, now }) };
    },
    [Symbol.asyncDispose]: async () => {
      for (const identity of opened) await identity.close();
      await temporary[Symbol.asyncDispose]();
      await rm(data, { recursive: true, force: true });
    },
  };
  return here;
};

const joinRoom = ({ chat, anna }: Place, room: string): Promise<unknown> =>
  chat.execute({ kind: "join", actor: anna.actor, room });

test("[UNR-1] a version is greater than each before it, whatever the clock does, and than any that a crash took", async () => {
  await using here = await place();
  const { anna } = here;
  await joinRoom(here, "чай");
  const first = await here.run();
  await first.reading.enter(anna.clientId);
  const versions = [1, 2, 1].map((seq) => {
    here.now -= 1000;
    first.reading.set(anna, { room: "чай", seq });
    return first.reading.of(anna, "чай").version;
  });
  expect(versions).toEqual([...new Set(versions)].toSorted((one, other) => one - other));
  // The end of the run lost what was noted last: a client still knows its version.
  here.now += 60_000;
  const second = await here.run();
  await second.reading.enter(anna.clientId);
  second.reading.set(anna, { room: "чай", seq: 3, version: versions.at(-1) });
  expect(second.reading.of(anna, "чай")).toMatchObject({ seq: 3 });
  expect(second.reading.of(anna, "чай").version).toBeGreaterThan(versions.at(-1) ?? 0);
});

test("[UNR-3] what was read is known in the next run, and is forgotten here with the last session", async () => {
  await using here = await place();
  const { anna } = here;
  const first = await here.run();
  await first.reading.enter(anna.clientId);
  await first.reading.enter(anna.clientId);
  first.reading.set(anna, { room: "lobby", seq: 1 });
  first.reading.leave(anna.clientId);
  expect(first.reading.of(anna, "lobby").seq).toBe(1);
  first.reading.leave(anna.clientId);
  expect(() => first.reading.set(anna, { room: "lobby", seq: 2 })).toThrow("This session has ended");
  await first.identity.close();
  const second = await here.run();
  await second.reading.enter(anna.clientId);
  expect(second.reading.of(anna, "lobby").seq).toBe(1);
});

test("[UNR-3] where the store does not answer, whoever comes has read everything, and marks hold as long as the run", async () => {
  await using here = await place();
  const { anna, log } = here;
  const { identity, reading } = await here.run();
  await identity.close();
  await reading.enter(anna.clientId);
  expect(reading.of(anna, "lobby")).toMatchObject({ seq: log.last.seq, version: 0, unread: 0 });
  reading.set(anna, { room: "lobby", seq: 1 });
  expect(reading.of(anna, "lobby").seq).toBe(1);
});

test("[UNR-5] of a thousand and one rooms that one has read, the one that was read longest ago has no mark any more", async () => {
  await using here = await place();
  const { anna } = here;
  const { identity, reading } = await here.run();
  await reading.enter(anna.clientId);
  for (let room = 0; room <= 1000; room += 1) {
    reading.set(anna, { room: `room-${room}`, seq: 1 });
    // The first one is read all the time.
    reading.set(anna, { room: "room-0", seq: 1 + (room % 2) });
  }
  const kept = await identity.readMarks.of(anna.clientId);
  const rooms = [...kept.keys()].filter((room) => room !== "");
  expect(rooms).toHaveLength(1000);
  expect([rooms.includes("room-0"), rooms.includes("room-1")]).toEqual([true, false]);
  await identity.close();
  const other = new DatabaseSync(here.file);
  expect(other.prepare("SELECT COUNT(*) AS count FROM read_marks").get()).toEqual({ count: 1001 });
  other.close();
});
