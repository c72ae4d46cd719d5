import type { TimelineItem } from "@beseda/client";
import {
  anna,
  boris,
  connectedRecord,
  disconnectedRecord,
  messageRecord,
  shownItemOf,
  vera,
} from "@beseda/client/testing";
import * as fc from "fast-check";

const minuteMs = 60_000;

const happening = fc.record({
  kind: fc.constantFrom("message", "message", "message", "connected", "disconnected"),
  person: fc.constantFrom(anna, boris, vera),
  /** Minutes since the previous one; some groups break by time, some conversations cross midnight. */
  gap: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 5, max: 900 })),
});

/** A room as Анна sees it, in order: messages, comings and goings over several days. */
export const arbitraryItems: fc.Arbitrary<readonly TimelineItem[]> = fc
  .array(happening, { maxLength: 60 })
  .map((happenings) => {
    let at = Date.UTC(2026, 10, 20, 18);
    return happenings.map(({ kind, person, gap }, index) => {
      at += gap * minuteMs;
      const place = { seq: index + 1, time: new Date(at).toISOString(), room: "lobby" };
      if (kind === "message") return shownItemOf(messageRecord(person, `текст ${index}`, place), anna);
      const record =
        kind === "connected" ? connectedRecord(person, place) : disconnectedRecord(person, place);
      return shownItemOf(record, anna);
    });
  });
