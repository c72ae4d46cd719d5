import * as fc from "fast-check";
import { expect, test } from "vitest";
import { formatCursor, formatWelcomeId, parseEventId } from "./index.ts";

const cursors = fc.record({ log: fc.stringMatching(/^[\w-]{1,32}$/u), seq: fc.nat() });
const proven = fc.record({
  log: fc.stringMatching(/^[\w-]{1,32}$/u),
  run: fc.stringMatching(/^[\w-]{1,16}$/u),
  seq: fc.nat(),
});

test("[LOG-8] an event id gives back the log, the run and the seq that it was made of", () => {
  fc.assert(
    fc.property(fc.oneof(cursors, proven), (cursor) => {
      expect(parseEventId(formatCursor(cursor))).toEqual({ ...cursor, next: "records" });
      expect(parseEventId(formatWelcomeId(cursor, "records"))).toEqual({ ...cursor, next: "records" });
      expect(parseEventId(formatWelcomeId(cursor, "history"))).toEqual({ ...cursor, next: "history" });
    }),
  );
});

test.each(["", "12", "@x", "-1@x", "1e9@x", "x12@log", "12@", "9999999999999999@log"])(
  "%j is no event id",
  (id) => {
    expect(parseEventId(id)).toBeUndefined();
  },
);
