import { isOf, type AnyRecord } from "@beseda/protocol";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Person } from "../testing/person.ts";
import { refusalOf } from "../testing/registered.ts";
import { temporaryServer } from "../testing/running-server.ts";

interface Page {
  readonly events: readonly AnyRecord[];
  readonly after: number;
  readonly older: boolean;
  readonly newer: boolean;
  readonly hit?: number;
  readonly later?: readonly (AnyRecord & { readonly target?: number })[];
}

const pageOf = async (person: Person, place: object, room = "lobby"): Promise<Page> =>
  (await person.ask("room.history", { room, ...place })) as Page;

const said = async (person: Person, text: string, room = "lobby"): Promise<number> =>
  ((await person.say(text, room)) as { seq: number }).seq;

const saidAll = async (person: Person, texts: readonly string[], room = "lobby"): Promise<number[]> => {
  const seqs: number[] = [];
  for (const text of texts) seqs.push(await said(person, text, room));
  return seqs;
};

const texts = ({ events }: Page): readonly string[] =>
  events.filter((record) => isOf(record, "message")).map(({ message }) => message);

const numbered = (count: number): string[] => Array.from({ length: count }, (_, index) => `${index}`);

test("[HIST-1] a page around a record has half of the messages before it, and says what there is besides", async () => {
  await using server = await temporaryServer();
  await using anna = await Person.come(server, { name: "Анна" });
  const seqs = await saidAll(anna, numbered(30));
  const middle = await pageOf(anna, { around: seqs[15], limit: 5 });
  expect(texts(middle)).toEqual(["13", "14", "15", "16", "17"]);
  expect(middle).toMatchObject({ hit: seqs[15], older: true, newer: true });
  const first = await pageOf(anna, { around: seqs[1], limit: 10 });
  expect(texts(first)).toEqual(["0", "1", "2", "3", "4", "5"]);
  expect(first).toMatchObject({ hit: seqs[1], after: 0, older: false, newer: true });
  const last = await pageOf(anna, { around: seqs[29], limit: 4 });
  expect(texts(last)).toEqual(["27", "28", "29"]);
  expect(last).toMatchObject({ older: true, newer: false });
  expect(texts(await pageOf(anna, { around: seqs[3], limit: 1 }))).toEqual(["3"]);
  const coming = (await pageOf(anna, { after: 0, limit: 1 })).events[0];
  expect(coming?.type).toBe("connected");
  expect((await pageOf(anna, { around: coming?.seq, limit: 1 })).hit).toBe(coming?.seq);
});

test("[HIST-1] pages before and behind any place join without a gap, and their flags say where the room ends", async () => {
  await using server = await temporaryServer();
  await using anna = await Person.come(server, { name: "Анна" });
  const { room } = (await anna.ask("room.create", { room: "сад" })) as { room: string };
  for (let index = 0; index < 40; index += 1) {
    await said(anna, `${index}`, room);
    if (index % 3 === 0) await said(anna, "шум");
    if (index % 5 === 0) await anna.ask("room.topic", { room, topic: `${index}` });
  }
  const all = (await pageOf(anna, { limit: 200 }, room)).events.map(({ seq }) => seq);
  await fc.assert(
    fc.asyncProperty(fc.nat(all.length - 1), fc.integer({ min: 1, max: 12 }), async (place, limit) => {
      const { events, hit } = await pageOf(anna, { around: all[place], limit }, room);
      const seqs = events.map(({ seq }) => seq);
      expect(seqs).toContain(hit);
      for (let newer = true; newer;) {
        const page = await pageOf(anna, { after: seqs.at(-1), limit }, room);
        seqs.push(...page.events.map(({ seq }) => seq));
        newer = page.newer;
      }
      for (let older = true; older;) {
        const page = await pageOf(anna, { before: seqs[0], limit }, room);
        seqs.unshift(...page.events.map(({ seq }) => seq));
        older = page.older;
      }
      expect(seqs).toEqual(all);
    }),
    { numRuns: 15 },
  );
});

test("[HIST-1] two places at once, and what is no time, are refused", async () => {
  await using server = await temporaryServer();
  await using anna = await Person.come(server, { name: "Анна" });
  for (const place of [
    { before: 3, after: 1 },
    { around: 1, at: "2026-11-30" },
    { at: "вчера" },
    { at: "2026-02-31" },
    { at: "2026-11-30T10:00:00" },
    { around: 0 },
  ])
    expect(await refusalOf(pageOf(anna, place))).toBe("bad-input");
});

test("[HIST-2] what one may not read is refused in the same words, wherever it is and whether there is any", async () => {
  await using server = await temporaryServer();
  await using anna = await Person.come(server, { name: "Анна" });
  await using boris = await Person.come(server, { name: "Борис" });
  const { room } = (await anna.ask("room.create", { room: "книги", private: true })) as { room: string };
  const early = await saidAll(anna, ["тайна", "и ещё тайна"], room);
  const elsewhere = await said(anna, "в лобби");
  await anna.ask("room.invite", { room, name: "Борис" });
  await boris.ask("room.join", { room });
  const readable = await said(anna, "всем", room);
  for (const around of [...early, elsewhere, early[0]! - 1, 1, 999_999])
    expect([around, await refusalOf(pageOf(boris, { around }, room))]).toEqual([around, "unknown-message"]);
  const joined = boris.records.find(({ type, room: where }) => type === "joined" && where === room)?.seq;
  for (const place of [
    { around: readable },
    { at: "2000-01-01" },
    { after: 0 },
    { after: early[0] },
    { before: readable + 1 },
  ]) {
    const page = await pageOf(boris, place, room);
    expect([place, page.events.map(({ seq }) => seq)]).toEqual([place, [joined, readable]]);
    expect(page).toMatchObject({ older: false, newer: false });
  }
  expect((await pageOf(boris, { at: "2000-01-01" }, room)).hit).toBe(joined);
  expect(boris.frames.join("\n")).not.toContain("тайна");
  await boris.ask("room.leave", { room });
  expect(await refusalOf(pageOf(boris, { around: readable }, room))).toBe("unknown-room");
  expect(await refusalOf(pageOf(boris, { at: "2000-01-01" }, room))).toBe("unknown-room");
});

test("[HIST-2] a message that was taken back is found as one, without its text", async () => {
  await using server = await temporaryServer();
  await using anna = await Person.come(server, { name: "Анна" });
  const [seq = 0] = await saidAll(anna, ["лишнее", "остаётся"]);
  await anna.ask("message.remove", { room: "lobby", seq });
  const { events, hit } = await pageOf(anna, { around: seq });
  expect(hit).toBe(seq);
  expect(events.find((record) => record.seq === seq)).toMatchObject({ message: "", deleted: true });
});

test("[HIST-3] a time finds the first record at or after it; behind the last one is the newest page", async () => {
  let now = Date.UTC(2026, 10, 29, 23, 58);
  await using server = await temporaryServer({
    clock: { now: () => now, elapsed: () => performance.now() },
  });
  await using anna = await Person.come(server, { name: "Анна" });
  const seqs: number[] = [];
  for (let minute = 0; minute < 8; minute += 1) {
    seqs.push(await said(anna, `${minute}`));
    now += 60_000;
  }
  expect((await pageOf(anna, { at: "2026-11-30", limit: 3 })).hit).toBe(seqs[2]);
  expect(texts(await pageOf(anna, { at: "2026-11-30T03:01:30+03:00", limit: 3 }))).toEqual(["3", "4", "5"]);
  const behind = await pageOf(anna, { at: "2026-12-30", limit: 2 });
  expect(behind).not.toHaveProperty("hit");
  expect(texts(behind)).toEqual(["6", "7"]);
});

test("[HIST-1] where edits are too much for a page, what was asked for is in it all the same", async () => {
  await using server = await temporaryServer();
  await using anna = await Person.come(server, { name: "Анна" });
  const { log } = server.running;
  const seqs = await saidAll(anna, numbered(90));
  const wide = "ё".repeat(4000);
  const { client_id } = anna.welcome;
  await log.append(
    seqs.map((target) => ({
      type: "edited" as const,
      room: "lobby",
      client_id,
      name: "Анна",
      id: `e-${target}`,
      target,
      sender: "client" as const,
      message: wide,
    })),
  );
  const [hit = 0] = seqs.slice(45);
  const around = await pageOf(anna, { around: hit, limit: 90 });
  const messages = around.events.filter((record) => isOf(record, "message")).map(({ seq }) => seq);
  expect(messages).toContain(hit);
  expect(messages.length).toBeLessThan(40);
  expect(around.later?.map(({ target }) => target)).toEqual(messages);
  expect(around).toMatchObject({ older: true, newer: true });
  const behind = await pageOf(anna, { after: hit, limit: 40 });
  expect(behind.events[0]?.seq).toBe(hit + 1);
  expect(behind.events.length).toBeLessThan(40);
  expect(behind.later?.map(({ target }) => target)).toEqual(behind.events.map(({ seq }) => seq));
});
