import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { judgeSighting } from "./check.ts";
import { asSeen, Judge, type SeenMessage } from "./judge.ts";
import { NaiveFolder, type RawRecord } from "./naive-folder.ts";
import { judgePage } from "./pages.ts";
import type { Person, SeenRoom, SentPage } from "./person.ts";

const [anna, boris, vera] = ["Client_1", "Client_2", "Client_3"] as const;

const log = (facts: readonly Partial<RawRecord>[]): readonly RawRecord[] =>
  facts.map((fact, index) => ({
    seq: index + 1,
    prev: index,
    room: "lobby",
    type: "message",
    client_id: anna,
    message: "",
    id: `id-${index + 1}`,
    ...fact,
  }));

const lived = log([
  { message: "Привет" },
  { message: "Как дела?", client_id: boris, mentions: [vera] },
  { type: "reacted", target: 1, emoji: "👍", client_id: boris },
  { type: "reacted", target: 1, emoji: "👍", client_id: vera },
  { type: "edited", target: 1, message: "Привет всем" },
  { type: "pinned", target: 1 },
  { type: "reacted", target: 1, emoji: "👍", client_id: boris, withdrawn: true },
  { message: "лишнее", client_id: boris },
  { type: "deleted", target: 8, client_id: boris },
  { type: "pinned", target: 2 },
  { type: "unpinned", target: 1 },
]);

/** The lobby as Вера sees it where nothing is wrong. */
const whole = (): SeenRoom => {
  const folder = new NaiveFolder(lived);
  const { messages, pins } = folder.view(vera, "lobby");
  return {
    room: "lobby",
    messages: messages.map((message) => asSeen(message, vera)),
    pins,
    mark: 1,
    unread: 1,
    mentions: 1,
  };
};

const judged = (seen: SeenRoom): Judge => {
  const judge = new Judge();
  const person = { name: "Вера", clientId: vera } as Person;
  const marks = new Map([["lobby", 1]]);
  judgeSighting(judge, new NaiveFolder(lived), { person, rooms: [seen], marks, hasTimelines: true });
  return judge;
};

/** The lobby with one message changed. */
const with1 = (seq: number, change: (message: SeenMessage) => SeenMessage): SeenRoom => {
  const room = whole();
  const messages = room.messages.map((message) => (message.seq === seq ? change(message) : message));
  return { ...room, messages };
};

describe("the judge of what people see", () => {
  test("[MSG-2] [MSG-3] [MSG-7] [ROOM-3] the naive fold of a log says what it means", () => {
    const { messages, pins } = new NaiveFolder(lived).view(vera, "lobby");
    expect(messages.map(({ seq, text, edited, deleted }) => [seq, text, edited, deleted])).toEqual([
      [1, "Привет всем", 5, false],
      [2, "Как дела?", 0, false],
      [8, "", 0, true],
    ]);
    expect([...(messages[0]?.reactions ?? [])]).toEqual(["👍 Client_3"]);
    expect(pins).toEqual([2]);
  });

  test("[MSG-6] whoever sees what the log says is not blamed", () => {
    expect(judged(whole())).toMatchObject({ sentences: [], compared: 3 });
  });

  test.each<{ what: string; seen: SeenRoom; kind: string; told: string }>([
    {
      what: "a reaction that was dropped",
      seen: with1(1, (message) => ({ ...message, reactions: new Map() })),
      kind: "different",
      told: 'different: Вера in lobby: #1: expected ["👍 1 true Client_3"], got []',
    },
    {
      what: "a reaction that was withdrawn",
      seen: with1(1, (message) => ({
        ...message,
        reactions: new Map([["👍", { count: 2, own: true, people: [boris, vera] }]]),
      })),
      kind: "different",
      told: 'expected ["👍 1 true Client_3"], got ["👍 2 true Client_2 Client_3"]',
    },
    {
      what: "an edit that did not arrive",
      seen: with1(1, (message) => ({ ...message, text: "Привет", edited: 0 })),
      kind: "different",
      told: 'expected {"author":"Client_1","text":"Привет всем"',
    },
    {
      what: "a text that was taken back",
      seen: with1(8, (message) => ({ ...message, text: "лишнее", deleted: false })),
      kind: "different",
      told: '#8: expected {"author":"Client_2","text":"","deleted":true',
    },
    {
      what: "a pin that is none",
      seen: { ...whole(), pins: [1, 2] },
      kind: "different",
      told: "pins: expected [2], got [1,2]",
    },
    {
      what: "a mark that was lost",
      seen: { ...whole(), mark: 0 },
      kind: "different",
      told: "read mark: expected 1, got 0",
    },
    {
      what: "a count that sticks",
      seen: { ...whole(), unread: 2 },
      kind: "different",
      told: 'unread: expected {"unread":1,"mentions":1}, got {"unread":2,"mentions":1}',
    },
    {
      what: "a message that is missing",
      seen: { ...whole(), messages: whole().messages.slice(1) },
      kind: "lost",
      told: "lost: Вера in lobby: #1: expected, got nothing",
    },
    {
      what: "a message that is there twice",
      seen: { ...whole(), messages: [...whole().messages, ...whole().messages.slice(2)] },
      kind: "duplicated",
      told: "duplicated: Вера in lobby: #8: expected once, got twice",
    },
    {
      what: "messages in another order",
      seen: { ...whole(), messages: whole().messages.toReversed() },
      kind: "reordered",
      told: "reordered: Вера in lobby: #2: expected before #8, got behind it",
    },
    {
      what: "a room that is missing",
      seen: { ...whole(), room: "сад" },
      kind: "different",
      told: 'rooms: expected ["lobby"]',
    },
  ])("[MSG-6] [UNR-2] $what is told, with who, where and what was expected", ({ seen, kind, told }) => {
    const judge = judged(seen);
    expect(judge.counted).toMatchObject({ [kind]: expect.any(Number) });
    expect(judge.counted[kind as keyof typeof judge.counted]).toBeGreaterThan(0);
    expect(judge.sentences.join("\n")).toContain(told);
  });

  const page = (notes: Partial<SentPage>): Judge => {
    const judge = new Judge();
    const sent = { room: "lobby", events: lived.slice(0, 3), later: [], undone: [], counted: [], ...notes };
    judgePage(judge, new NaiveFolder(lived), { page: sent, client: "Вера", clientId: vera });
    return judge;
  };

  test("[MSG-6] a page with what was done later is right, and without it is not", () => {
    const later = lived.filter(({ seq }) => seq === 4 || seq === 5);
    expect(page({ later, undone: [3] }).sentences).toEqual([]);
    expect(page({ later, undone: [3], events: lived.slice(0, 1) }).sentences).toEqual([]);
    expect(page({ later }).sentences).toHaveLength(1);
    expect(page({ later: later.slice(1), undone: [3] }).sentences).toHaveLength(1);
    expect(page({ later: later.slice(0, 1), undone: [3] }).sentences).toHaveLength(1);
    const counted = [{ seq: 1, reactions: [{ emoji: "👍", count: 1, own: true }] }];
    expect(page({ later: later.slice(1), counted }).sentences).toEqual([]);
    const twice = [{ seq: 1, reactions: [{ emoji: "👍", count: 2, own: true }] }];
    expect(page({ later: later.slice(1), counted: twice }).sentences).toHaveLength(1);
    expect(page({ later, undone: [3], events: [lived[0], lived[2]] as RawRecord[] }).counted.lost).toBe(1);
  });

  test.each<{ what: string; fact: Partial<RawRecord> }>([
    {
      what: "a reaction that is set already",
      fact: { type: "reacted", target: 1, emoji: "👍", client_id: vera },
    },
    { what: "a pin of what is pinned", fact: { type: "pinned", target: 2 } },
    { what: "an edit by another", fact: { type: "edited", target: 1, client_id: boris } },
    { what: "a change of what was taken back", fact: { type: "edited", target: 8, client_id: boris } },
    { what: "a target in another room", fact: { type: "pinned", target: 1, room: "сад" } },
    { what: "a second record with one id", fact: { id: "id-1" } },
  ])("[MSG-1] [MSG-3] [DEL-1] $what is a fault of the log", ({ fact }) => {
    const more = log([...lived, fact]);
    expect(new NaiveFolder(more.slice(0, -1)).faults).toEqual([]);
    expect(new NaiveFolder(more).faults).toEqual([expect.stringMatching(/^#12 /u)]);
  });

  test("the naive folder imports nothing of the project", () => {
    const source = readFileSync(join(import.meta.dirname, "naive-folder.ts"), "utf8");
    const imported = [...source.matchAll(/\b(?:from|import\(?)\s*["'](?<name>[^"']+)["']/gu)];
    expect(imported.map(({ groups }) => groups?.["name"])).toEqual(["node:fs"]);
  });
});
