import * as fc from "fast-check";
import { expect, test } from "vitest";
import { piecesOf } from "./line-pieces.ts";

const line = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.string({ unit: "binary", maxLength: 2000 }).map((text) => text.replaceAll("\n", "").toWellFormed()),
  fc.constantFrom("ё".repeat(4000), "👩‍👩‍👧‍👦".repeat(300), "x".repeat(999), "x".repeat(1000), ""),
);

test("[SES-3] pieces are at most 1,000 bytes, each whole letters, and together they are the lines", () => {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
      const pieces = [...piecesOf(lines)];
      const texts = pieces.map(({ bytes }) => decoder.decode(bytes));
      expect(texts.join("")).toBe(lines.map((each) => `${each}\n`).join(""));
      for (const { bytes } of pieces) expect(bytes.length).toBeLessThanOrEqual(1000);
      expect(pieces.map(({ rest }) => rest.length === 0)).toEqual(texts.map((text) => text.endsWith("\n")));
      // No more pieces than needed: whole lines are cut nowhere else.
      const joinable = texts.filter((text, index) => {
        const next = texts[index + 1]?.split("\n")[0];
        return text.endsWith("\n") && next !== undefined && Buffer.byteLength(`${text}${next}\n`) <= 1000;
      });
      expect(joinable).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
