import { describe, expect, test } from "vitest";
import * as fc from "fast-check";
import { isOf } from "@beseda/protocol";
import { messageOf } from "../../testing/records.ts";
import type { TimelineItem } from "../chat-client.ts";
import {
  acts,
  annotatedLogOf,
  changesOnly,
  countedNotesOf,
  naive,
  names,
  notesOf,
  served,
  shown,
} from "../../testing/annotated-log.ts";
import { Timelines } from "./timelines.ts";

const timelinesOf = (me = "Client_1"): { timelines: Timelines; items: () => readonly TimelineItem[] } => {
  const viewer = { client_id: me, name: names[me] ?? "" };
  const timelines = new Timelines({
    viewer: () => viewer,
    locale: () => "ru",
    entriesOf: () => [],
    hasOlder: () => false,
    isArriving: () => false,
  });
  return { timelines, items: () => timelines.show().get("lobby")?.items ?? [] };
};

describe("[MSG-6] what was done to messages", () => {
  test("is the same whether it comes live or page by page, and the same as by looking at every record", () => {
    fc.assert(
      fc.property(acts, fc.integer({ min: 1, max: 7 }), (script, size) => {
        const log = annotatedLogOf(script);
        const expected = log
          .filter(({ record }) => isOf(record, "message"))
          .map(({ seq }) => naive(log, seq));
        const live = timelinesOf();
        for (const record of log) live.timelines.append("lobby", [record]);
        expect(live.items().flatMap(shown)).toEqual(expected);
        const paged = timelinesOf();
        for (let end = log.length, isFirst = true; end > 0; end -= size, isFirst = false) {
          const page = log.slice(Math.max(0, end - size), end).map((record) => served(log, record));
          if (isFirst) paged.timelines.append("lobby", page);
          else paged.timelines.prepend("lobby", page, notesOf(log, page));
        }
        expect(paged.items().flatMap(shown)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  test("is counted right whatever comes in while a page is on its way", () => {
    const cuts = fc.array(fc.nat(), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(acts, cuts, (script, places) => {
        const log = changesOnly(annotatedLogOf(script));
        const [end = 0, read = 0, arrived = 0] = places
          .map((place) => place % (log.length + 1))
          .toSorted((one, other) => one - other);
        const { timelines, items } = timelinesOf();
        const page = log.slice(0, end);
        timelines.append("lobby", log.slice(end, arrived));
        const known = log.slice(0, read);
        timelines.prepend(
          "lobby",
          page.map((record) => served(known, record)),
          countedNotesOf(known, page),
        );
        timelines.append("lobby", log.slice(arrived));
        const expected = log
          .filter(({ record }) => isOf(record, "message"))
          .map(({ seq }) => naive(log, seq));
        expect(items().flatMap(shown)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  test("leaves every other message the object that it was", () => {
    const { timelines, items } = timelinesOf();
    timelines.append("lobby", [messageOf({ seq: 1, prev: 0 }), messageOf({ seq: 2, prev: 1 })]);
    const [first] = items();
    const log = annotatedLogOf([
      { kind: "say", who: 2 },
      { kind: "say", who: 2 },
      { kind: "edit", which: 1 },
    ]);
    timelines.append("lobby", log.slice(2));
    expect(items()[0]).toBe(first);
    expect(items()[1]).toMatchObject({ text: "edit 3", edited: 3 });
  });

  test("is counted where a page only counts it, and goes on being counted", () => {
    const { timelines, items } = timelinesOf();
    const log = annotatedLogOf([
      { kind: "say", who: 2 },
      { kind: "say", who: 2 },
      { kind: "react", which: 0, who: 1, emoji: 0, withdrawn: false },
      { kind: "react", which: 0, who: 3, emoji: 1, withdrawn: false },
    ]);
    timelines.append("lobby", log.slice(1, 2));
    const counted = [{ seq: 1, reactions: [{ emoji: "👍", count: 700, own: false }] }];
    timelines.prepend("lobby", log.slice(0, 1), { counted });
    expect(items()[0]).toMatchObject({ reactions: [{ emoji: "👍", count: 700, own: false }] });
    timelines.append("lobby", log.slice(2));
    expect(items()[0]).toMatchObject({
      reactions: [
        { emoji: "👍", count: 701, own: true },
        { emoji: "❤️", count: 1, own: false },
      ],
    });
  });
});
