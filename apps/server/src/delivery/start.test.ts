import type { EventLog } from "@beseda/log";
import { describe, expect, test } from "vitest";
import type { Reader } from "./reader.ts";
import { startOf } from "./start.ts";

/** The part of a log that `startOf` uses: log "b" with 90 records, in its run "r3"; it was "a" up to 60. */
const log = {
  id: "b",
  run: "r3",
  last: { seq: 90, time: "" },
  endOf: ({ log: name, run = "r3" }) => (run === "r3" ? { a: 60, b: 90 }[name] : undefined),
} satisfies Partial<EventLog> as unknown as EventLog;

/** A reader who has been in their rooms all the time. */
const anna: Reader = {
  clientId: "Client_1",
  rooms: () => ["lobby"],
  memberSince: () => 0,
  readableFrom: () => 0,
  membershipChanges: () => [],
};

describe("[LOG-11] a reader starts", () => {
  test.each([
    ["90@b.r3", { resumed: true, seq: 90 }],
    ["w60@a", { resumed: true, seq: 60 }],
    ["60@a.r3", { resumed: true, seq: 60 }],
    ["n60@a", { resumed: false, seq: 90 }],
    ["61@a", { resumed: false, seq: 90, reset: "other-log" }],
    ["n61@a", { resumed: false, seq: 90, reset: "other-log" }],
    ["5@b.lost", { resumed: false, seq: 90, reset: "other-log" }],
    ["91@b", { resumed: false, seq: 90, reset: "future-cursor" }],
    ["91@b.r3", { resumed: false, seq: 90, reset: "future-cursor" }],
    ["5@c", { resumed: false, seq: 90, reset: "other-log" }],
    ["5", { resumed: false, seq: 90, reset: "bad-cursor" }],
  ])("from the event id %s", (lastEventId, start) => {
    expect(startOf(log, anna, { lastEventId })).toEqual(start);
  });

  test("from a cursor of its own keeping", () => {
    expect(startOf(log, anna, { after: { log: "a", seq: 60 } })).toEqual({ resumed: true, seq: 60 });
    expect(startOf(log, anna, { after: { log: "a", run: "lost", seq: 60 } })).toMatchObject({
      reset: "other-log",
    });
    expect(startOf(log, anna, {})).toEqual({ resumed: false, seq: 90 });
  });
});
