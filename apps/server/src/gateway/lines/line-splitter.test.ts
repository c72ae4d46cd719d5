import { array, assert, integer, property, string, uint8Array } from "fast-check";
import { describe, expect, test } from "vitest";
import { LineSplitter, LineTooLongError, type TypedLine } from "./line-splitter.ts";

const bytes = (text: string): Buffer => Buffer.from(text, "utf8");

/** Returns everything that comes out when these pieces go in, including the last line. */
const linesOf = (pieces: readonly Uint8Array[], limit = 65_536): readonly TypedLine[] => {
  const splitter = new LineSplitter(limit);
  const lines = pieces.flatMap((piece) => [...splitter.push(piece)]);
  const last = splitter.end();
  return last ? lines.concat(last) : lines;
};

const cut = (whole: Uint8Array, places: readonly number[]): readonly Uint8Array[] => {
  const ends = [...places.map((place) => place % (whole.length + 1)), whole.length].sort((a, b) => a - b);
  return ends.map((end, index) => whole.subarray(index === 0 ? 0 : ends[index - 1], end));
};

describe("a line", () => {
  test("[TXT-1] ends with \\n or \\r\\n, the last one with the connection", () => {
    expect(linesOf([bytes("раз\nдва\r\n\nтри")])).toEqual([
      { text: "раз" },
      { text: "два" },
      { text: "" },
      { text: "три" },
    ]);
  });

  test("[PRG-1] ends with \\r alone, too, and with the \\r\\0 of telnet, wherever they are cut", () => {
    const whole = bytes("раз\rдва\r\nтри\r\0четыре\r\rпять");
    const lines = ["раз", "два", "три", "четыре", "", "пять"].map((text) => ({ text }));
    for (let place = 0; place <= whole.length; place += 1)
      expect(linesOf(cut(whole, [place]))).toEqual(lines);
  });

  test("[TXT-1] is the same wherever the network cuts it, also within a character", () => {
    assert(
      property(
        array(string({ unit: "binary" })),
        array(integer({ min: 0, max: 10_000 })),
        (texts, places) => {
          const whole = bytes(texts.join("\n"));
          expect(linesOf(cut(whole, places))).toEqual(linesOf([whole]));
        },
      ),
    );
  });

  test("[TXT-1] that is not UTF-8 is known as such, and the next one is read", () => {
    expect(linesOf([Buffer.from([0xd0, 0x0a, 0xff, 0xfe, 0x0a]), bytes("да\n")])).toEqual([
      { notUtf8: true },
      { notUtf8: true },
      { text: "да" },
    ]);
  });

  test("[TXT-1] of the limit is taken, one byte more is refused, after the lines before it", () => {
    expect(linesOf([bytes(`${"я".repeat(32)}\n`)], 64)).toEqual([{ text: "я".repeat(32) }]);
    for (const pieces of [
      [bytes(`ok\n${"x".repeat(65)}\n`)],
      [bytes("ok\n"), bytes("x".repeat(64)), bytes("x\n")],
      [bytes("ok\n"), bytes("x".repeat(65))],
    ]) {
      const splitter = new LineSplitter(64);
      const read: TypedLine[] = [];
      expect(() => {
        for (const piece of pieces) for (const line of splitter.push(piece)) read.push(line);
      }).toThrow(LineTooLongError);
      expect(read).toEqual([{ text: "ok" }]);
    }
  });

  test("[TXT-1] whatever bytes come, nothing but lines or a line too long comes out", () => {
    assert(
      property(array(uint8Array({ maxLength: 100 })), (pieces) => {
        const whole = Buffer.concat(pieces);
        const count = whole.toString("latin1").split(/\r\n|\r\0|\r|\n/u).length - 1;
        const splitter = new LineSplitter(65_536);
        expect(pieces.flatMap((piece) => [...splitter.push(piece)])).toHaveLength(count);
      }),
    );
  });

  test("an unfinished line is known by its number, so that one that never ends is found", () => {
    const splitter = new LineSplitter(64);
    expect(splitter.unfinished).toBeUndefined();
    expect([...splitter.push(bytes("a"))]).toEqual([]);
    const first = splitter.unfinished;
    expect(first).toBeDefined();
    expect([...splitter.push(bytes("b\nc"))]).toEqual([{ text: "ab" }]);
    expect(splitter.unfinished).not.toBe(first);
    expect([...splitter.push(bytes("\n"))]).toEqual([{ text: "c" }]);
    expect(splitter.unfinished).toBeUndefined();
  });
});
