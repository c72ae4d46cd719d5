import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { commandNames } from "./command-table.ts";
import { editDistance, suggestCommand } from "./suggest.ts";

describe("“did you mean”", () => {
  test.each([
    ["hlep", "help"],
    ["HELP", "help"],
    ["q", "quit"],
    ["ro", "rooms"],
    ["ьу", "me"],
    ["йгше", "quit"],
    ["discrd", "discard"],
    ["joun", "join"],
  ])("[TXT-4] /%s is meant as /%s", (typed, meant) => {
    expect(suggestCommand(typed)).toBe(meant);
  });

  test.each(["xyzzy", "", "Привет", "usr/local/bin"])("/%s is meant as nothing known", (typed) => {
    expect(suggestCommand(typed)).toBeUndefined();
  });

  test("every command is its own nearest", () => {
    for (const name of commandNames) expect(suggestCommand(name)).toBe(name);
  });

  test("the distance is 0 for equals, symmetric, and at most the longer length", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (one, other) => {
        const distance = editDistance(one, other);
        expect(distance === 0).toBe(one === other);
        expect(editDistance(other, one)).toBe(distance);
        expect(distance).toBeLessThanOrEqual(Math.max(one.length, other.length));
      }),
    );
  });

  test("one swapped pair is one edit", () => {
    expect(editDistance("help", "hlep")).toBe(1);
  });
});
