import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkOf } from "./format.ts";
import { blanked, isBlanked, saltedFor, salts } from "./salt.ts";

interface Said {
  readonly text: string;
  readonly salt: string;
  readonly name?: string;
}

const recordOf = ({ text, salt, name = "Анна" }: Said): Buffer =>
  Buffer.from(
    JSON.stringify({ seq: 7, type: "message", name, id: "m-1", salt, sender: "client", message: text }),
  );

const salt = fc.stringMatching(/^[DEFGLMNOdefglmno]{8}$/u);
const text = fc.oneof(
  fc.string({ unit: "binary", minLength: 1, maxLength: 200 }),
  fc.constantFrom(
    "я",
    "x",
    "👍🏽",
    '","salt":"DDDDDDDD","sender":"client","message":"',
    'a\\\n\t"\u2028',
    "щ".repeat(8192),
  ),
);
const check = fc.integer({ min: 0, max: 2 ** 32 - 1 });

const without = (record: Buffer): Buffer => blanked(record) ?? Buffer.alloc(0);

describe("a record without its text", () => {
  test("[LOG-17] has the length and the check that it had, whatever it said, and is good JSON", () => {
    fc.assert(
      fc.property(text, salt, check, (said, letters, before) => {
        const record = recordOf({ text: said, salt: letters });
        const blank = without(record);
        expect(blank).toHaveLength(record.length);
        expect(checkOf(blank, before)).toBe(checkOf(record, before));
        const parsed = { ...JSON.parse(record.toString()), salt: expect.stringMatching(/^[D-Od-o]{8}$/u) };
        expect(JSON.parse(blank.toString())).toEqual({ ...parsed, message: expect.stringMatching(/^ +$/u) });
        expect(isBlanked(blank)).toBe(true);
      }),
    );
  });

  test("[LOG-17] leaves the check of everything behind it as it was", () => {
    fc.assert(
      fc.property(text, salt, fc.uint8Array({ maxLength: 300 }), (said, letters, later) => {
        const record = recordOf({ text: said, salt: letters });
        const whole = (first: Buffer): number =>
          checkOf(later, checkOf(Buffer.from("}\n"), checkOf(first, 5)));
        expect(whole(without(record))).toBe(whole(record));
      }),
    );
  });

  test("[LOG-17] is the same from every copy, and stays so", () => {
    const record = recordOf({ text: "Привет", salt: "DEFGLMNO" });
    expect(without(record)).toEqual(without(Buffer.from(record)));
    expect(without(without(record))).toEqual(without(record));
  });

  test("[LOG-17] tells nothing of the text: for each text as long there is one salt that leaves the same", () => {
    const digits = fc.stringMatching(/^\d{11}$/u);
    fc.assert(
      fc.property(digits, digits, salt, (said, guess, letters) => {
        const record = recordOf({ text: said, salt: letters });
        const left = without(record);
        const guessed = saltedFor(recordOf({ text: guess, salt: "DDDDDDDD" }), checkOf(left, 0));
        expect(blanked(guessed ?? left)).toEqual(left);
        expect(saltedFor(record, checkOf(left, 0))).toEqual(record);
      }),
    );
  });

  test("[LOG-17] every check is that of one salt: each has one, and there are as many of both", () => {
    fc.assert(
      fc.property(text, check, (said, wanted) => {
        const record = saltedFor(recordOf({ text: said, salt: "DDDDDDDD" }), wanted);
        expect(checkOf(record ?? Buffer.alloc(0), 0)).toBe(wanted);
      }),
    );
  });

  test("[LOG-17] a record that was written without a salt is left to others", () => {
    const record = Buffer.from(JSON.stringify({ seq: 7, sender: "client", message: ',"salt":"DDDDDDDD"' }));
    expect(blanked(record)).toBeUndefined();
  });
});

describe("a file without its name", () => {
  const sha256 = fc.stringMatching(/^[\da-f]{64}$/u);
  const facts = fc.record({
    name: text,
    size: fc.nat(),
    type: fc.constantFrom("image/png", "text/plain"),
    sha256,
  });
  /** Whatever wrote the record, its fields may be in any order. */
  const file = fc.tuple(facts, fc.nat()).map(([known, turn]) => {
    const fields = Object.entries(known);
    return Object.fromEntries([...fields.slice(turn % 4), ...fields.slice(0, turn % 4)]);
  });

  test("[LOG-17] has the length and the check that it had, and neither name nor SHA-256 nor text", () => {
    fc.assert(
      fc.property(
        file,
        fc.oneof(text, fc.constant("")),
        fc.tuple(salt, check),
        (known, message, [letters, before]) => {
          const common = { seq: 7, type: "file", name: "Анна", id: "m-1", file: known, reply_to: 3 };
          const record = Buffer.from(JSON.stringify({ ...common, salt: letters, sender: "client", message }));
          const blank = without(record);
          expect(blank).toHaveLength(record.length);
          expect(checkOf(blank, before)).toBe(checkOf(record, before));
          expect(JSON.parse(blank.toString())).toEqual({
            ...common,
            file: { ...known, name: expect.stringMatching(/^ +$/u), sha256: "0".repeat(64) },
            salt: expect.stringMatching(/^[D-Od-o]{8}$/u),
            sender: "client",
            message: expect.stringMatching(/^ *$/u),
          });
          expect(isBlanked(blank)).toBe(true);
          expect(without(blank)).toEqual(blank);
        },
      ),
    );
  });

  test("[LOG-17] is not yet redacted where one of them is there", () => {
    for (const [name, sha, message] of [
      ["a", "0", ""],
      [" ", "1", ""],
      [" ", "0", "a"],
    ] as const) {
      const known = { name, size: 1, sha256: sha.repeat(64) };
      const record = { seq: 7, type: "file", file: known, salt: "DEFGLMNO", sender: "client", message };
      expect(isBlanked(Buffer.from(JSON.stringify(record)))).toBe(false);
    }
  });
});

describe("salts", () => {
  test("[LOG-17] are eight letters, all of them as often", () => {
    const next = salts();
    const counts = new Map<string, number>();
    for (let index = 0; index < 20_000; index += 1) {
      const made = next();
      expect(made).toMatch(/^[DEFGLMNOdefglmno]{8}$/u);
      for (const one of made) counts.set(one, (counts.get(one) ?? 0) + 1);
    }
    expect(counts.size).toBe(16);
    // Ten thousand each, give or take six standard deviations.
    for (const count of counts.values()) expect(Math.abs(count - 10_000)).toBeLessThan(600);
  });
});
