import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hueCount, hueOf, initialsOf } from "./person.ts";

describe("person", () => {
  test("[web] as many clients as there are colours look different", () => {
    const hues = Array.from({ length: hueCount }, (_, index) => hueOf(`Client_${index + 1}`));
    expect(new Set(hues).size).toBe(hueCount);
  });

  test("[web] every identity has a colour of the style sheet, always the same", () => {
    fc.assert(
      fc.property(fc.string(), (id) => {
        expect(hueOf(id)).toBe(hueOf(id));
        expect(hueOf(id)).toBeGreaterThanOrEqual(0);
        expect(hueOf(id)).toBeLessThan(hueCount);
      }),
    );
  });

  test("[web] initials are whole characters of the first two words", () => {
    expect(initialsOf("Анна")).toBe("А");
    expect(initialsOf("анна мария луиза")).toBe("АМ");
    expect(initialsOf("👩‍👩‍👧 семья")).toBe("👩‍👩‍👧С");
    expect(initialsOf("boris_k")).toBe("BK");
    expect(initialsOf("e\u0301cole का")).toBe("E\u0301का");
  });
});
