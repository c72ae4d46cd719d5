import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  isKnown,
  isOf,
  noticeOf,
  parseRecord,
  recordInLog,
  recordSchema,
  roomOf,
  type ChatRecord,
} from "./index.ts";
import { sampleRecords } from "../testing/sample-records.ts";

const message = {
  seq: 7,
  prev: 3,
  time: "2026-11-21T10:00:00.000Z",
  type: "message",
  room: "lobby",
  client_id: "Client_1",
  name: "Анна",
  id: "m-1",
  sender: "client",
  message: "Привет",
};

describe("a record", () => {
  test("[LOG-7] a message is parsed as it is written", () => {
    expect(parseRecord(message)).toEqual(message);
  });

  test("a record of an unknown type keeps every field", () => {
    const later = { ...message, type: "poll-opened", options: ["да", "нет"] };
    expect(parseRecord(later)).toEqual(later);
    expect(roomOf(parseRecord(later))).toBe("lobby");
  });

  test.each(["seq", "time", "type", "client_id", "sender", "message"])(
    "without %s it is refused",
    (field) => {
      expect(() => parseRecord({ ...message, [field]: undefined })).toThrow(field);
    },
  );

  describe("[LOG-12] of a known type that does not have its shape", () => {
    const strange = { ...message, id: 5, poll: ["да", "нет"] };

    test("is one of an unknown type: kept as it is, and in its place", () => {
      for (const record of [parseRecord(strange), recordInLog(strange)]) {
        expect(JSON.parse(JSON.stringify(record))).toEqual(strange);
        expect(roomOf(record)).toBe("lobby");
        expect(isKnown(record)).toBe(false);
        expect(isOf(record, "message")).toBe(false);
        expect(isOf({ ...record }, "message")).toBe(false);
        expect(noticeOf(record, "ru")).toBe("Привет");
      }
    });

    test("has in the log what every record has, whatever stands there", () => {
      fc.assert(
        fc.property(fc.oneof(fc.object(), fc.jsonValue()), (value) => {
          const record = recordInLog(value);
          expect(isKnown(record)).toBe(false);
          expect(() => parseRecord({ ...record, seq: 1, time: message.time })).not.toThrow();
        }),
      );
    });
  });

  test.each(Object.values(sampleRecords))("[LOG-12] $type is understood with all its fields", (draft) => {
    const record = { ...draft, seq: 7, prev: 3, time: message.time };
    expect(recordInLog(record)).toBe(record);
    expect(isOf(record as ChatRecord, draft.type)).toBe(true);
  });

  test("whatever else comes, parsing refuses or returns the common fields", () => {
    fc.assert(
      fc.property(fc.object(), (value) => {
        expect(recordSchema.safeParse(value).success).toBe(false);
        expect(() => parseRecord(value)).toThrow("seq");
      }),
    );
  });
});
