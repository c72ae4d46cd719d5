import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseRecord, recordSchema, roomOf } from "./index.ts";

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

  test("a known type with a wrong field is refused, not taken for an unknown one", () => {
    expect(() => parseRecord({ ...message, id: 5 })).toThrow("id");
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
