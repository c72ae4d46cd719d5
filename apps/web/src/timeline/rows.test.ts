import type { TimelineItem, TimelineMessage } from "@beseda/client";
import { anna, boris, connectedRecord, messageRecord, shownItemOf, vera } from "@beseda/client/testing";
import type { Person } from "@beseda/protocol";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryItems } from "../../testing/arbitrary.ts";
import { rowsOf, type Row } from "./rows.ts";

const at = (seq: number, minutes: number) => ({
  seq,
  time: new Date(2026, 10, 21, 12, minutes).toISOString(),
  room: "lobby",
});
const says = (person: Person, seq: number, minutes: number): TimelineItem =>
  shownItemOf(messageRecord(person, `текст ${seq}`, at(seq, minutes)), anna);
const comes = (person: Person, seq: number, minutes: number): TimelineItem =>
  shownItemOf(connectedRecord(person, at(seq, minutes)), anna);
const nobody = new Set<string>();
const whole = (items: readonly TimelineItem[], blocked = nobody) =>
  rowsOf({ items, hasOlder: false }, blocked);
/** One of these people, or nobody, is blocked. */
const blockedPeople = fc.constantFrom(nobody, new Set([boris.client_id]), new Set([vera.client_id]));

const shape = (row: Row): string => {
  switch (row.kind) {
    case "beginning":
    case "day":
      return row.kind;
    case "notices":
      return `notices ${row.notices.length}`;
    case "folded":
      return `folded ${row.items.length}`;
    case "message":
      return `${row.opens ? "[" : ""}${row.message.seq}${row.closes ? "]" : ""}`;
  }
};
const shapes = (rows: readonly Row[]) => rows.map(shape);
const itemsOf = (row: Row): readonly TimelineItem[] => {
  if (row.kind === "message") return [row.message];
  if (row.kind === "folded") return row.items;
  return row.kind === "notices" ? row.notices : [];
};

describe("rows", () => {
  test("[web] what one person says without a break is one group", () => {
    const rows = whole([says(boris, 1, 0), says(boris, 2, 1), says(vera, 3, 2), says(boris, 4, 3)]);
    expect(shapes(rows)).toEqual(["beginning", "day", "[1", "2]", "[3]", "[4]"]);
  });

  test("[web] five minutes of silence, or somebody who comes, end a group", () => {
    expect(shapes(whole([says(boris, 1, 0), says(boris, 2, 5), says(boris, 3, 11)]))).toEqual([
      "beginning",
      "day",
      "[1",
      "2]",
      "[3]",
    ]);
    expect(shapes(whole([says(boris, 1, 0), comes(vera, 2, 0), says(boris, 3, 0)]))).toEqual([
      "beginning",
      "day",
      "[1]",
      "notices 1",
      "[3]",
    ]);
  });

  test("[web] notices without a message between them are one row, but never over midnight", () => {
    const minutesToMidnight = 12 * 60;
    const rows = whole([
      comes(anna, 1, 0),
      comes(boris, 2, 1),
      comes(vera, 3, minutesToMidnight),
      says(vera, 4, minutesToMidnight),
    ]);
    expect(shapes(rows)).toEqual(["beginning", "day", "notices 2", "day", "notices 1", "[4]"]);
  });

  test("[web] a message that this machine dates a day too early stands under the newest day", () => {
    const early = {
      ...says(anna, 0, 0),
      key: "own",
      time: new Date(2026, 10, 20).toISOString(),
    } satisfies TimelineItem;
    expect(whole([says(boris, 1, 0), early]).filter(({ kind }) => kind === "day")).toHaveLength(1);
  });

  test("[web] a renamed person begins a new group under the new name", () => {
    const renamed = { ...boris, name: "Боря" };
    expect(shapes(whole([says(boris, 1, 0), says(renamed, 2, 0)]))).toEqual([
      "beginning",
      "day",
      "[1]",
      "[2]",
    ]);
  });

  test("[web] every item is shown once, in order, under its own day", () => {
    fc.assert(
      fc.property(arbitraryItems, blockedPeople, (items, blocked) => {
        const rows = whole(items, blocked);
        expect(rows.flatMap(itemsOf)).toEqual(items);
        expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
      }),
    );
  });

  test("[web] rows stay as they are when older ones arrive above them", () => {
    fc.assert(
      fc.property(arbitraryItems, fc.nat(), blockedPeople, (items, cut, blocked) => {
        const loaded = items.slice(items.length === 0 ? 0 : cut % items.length);
        const before = rowsOf({ items: loaded, hasOlder: true }, blocked);
        const after = whole(items, blocked);
        const same = after.slice(after.length - before.length);
        // Only the topmost fold may have grown.
        const fixed = before[0]?.kind === "notices" || before[0]?.kind === "folded" ? 1 : 0;
        expect(same.slice(fixed)).toEqual(before.slice(fixed));
        expect(same.slice(0, fixed).map(({ kind }) => kind)).toEqual(
          before.slice(0, fixed).map(({ kind }) => kind),
        );
      }),
    );
  });

  test("[DIR-4] what the blocked say without a break is one row, and nothing of it stands elsewhere", () => {
    const items = [
      says(vera, 1, 0),
      says(boris, 2, 0),
      says(boris, 3, 0),
      says(vera, 4, 0),
      says(boris, 5, 1),
    ];
    const rows = whole(items, new Set([boris.client_id]));
    expect(shapes(rows)).toEqual(["beginning", "day", "[1]", "folded 2", "[4]", "folded 1"]);
    expect(shapes(whole([comes(boris, 1, 0), comes(vera, 2, 0)], new Set([boris.client_id])))).toEqual([
      "beginning",
      "day",
      "notices 2",
    ]);
  });

  test("[web] a message of one's own keeps its row from the outbox to the log", () => {
    const first = says(boris, 1, 0);
    const typed = { ...(says(anna, 2, 1) as TimelineMessage), key: "own", seq: 0 };
    const saved = { ...typed, seq: 2 };
    const keys = (items: readonly TimelineItem[]) => whole(items).map(({ key }) => key);
    expect(keys([first, typed])).toEqual(keys([first, saved]));
  });
});
