import { describe, expect, test } from "vitest";
import { remainsOf } from "./remains.ts";

const nul = (bytes: number): string => "\0".repeat(bytes);
const record = '{"seq":7,"time":"2026-11-21T10:00:00.000Z"';

describe("what follows the last proven record", () => {
  test.each([
    ["the closing bracket", "\n]\n", "clean"],
    ["nothing", "", "closing"],
    ["a part of the closing bracket", "\n]", "closing"],
    ["one byte of the next commit over it", ",]\n", "closing"],
    ["two bytes of the next commit over it", ",\n\n", "closing"],
    ["a separator and a brace", ",\n{", "closing"],
    ["the beginning of the next record", `,\n${record}`, "torn"],
    ["the beginning of another record", `,\n${record.replace("7", "8")}`, "damage"],
    ["a whole line", `,\n${record},"check":"01234567"}\n]\n`, "damage"],
    ["the old closing bracket, then nothing", `\n]\n${nul(700)}`, "torn"],
    ["a beginning, then a sector that was not written", `,\n${record}${nul(512)}`, "torn"],
    ["a sector that was not written, then whole lines", `,\n{"seq":7${nul(1015)}"}\n${record}}\n]\n`, "torn"],
    ["a few NULs in the middle of a line", `,\n{"seq":7${nul(9)}${"x".repeat(2000)}\n]\n`, "damage"],
    ["a cut behind the closing bracket, and the size of before", `,\n{${nul(40)}`, "torn"],
    [
      "a cut behind the closing bracket, then sectors of before",
      `,\n{${nul(7)}"x":1}\n${record}}\n]\n`,
      "torn",
    ],
    ["something after the closing bracket", "\n]\nhello\n", "damage"],
  ])("%s", (_, bytes, expected) => {
    const remains = { bytes: Buffer.from(bytes), offset: 1014, nextSeq: 7 };
    expect(remainsOf({ ...remains, isBehindMark: true })).toBe(expected);
    // If an acknowledged record may be among them, only the beginning of an incomplete one is cut.
    const isBeginning = expected === "torn" && !bytes.includes("\0");
    const cautious = expected === "torn" && !isBeginning ? "damage" : expected;
    expect(remainsOf({ ...remains, isBehindMark: false })).toBe(cautious);
  });

  test("a sector that was not written right behind the last record", () => {
    const later = Buffer.from(`${record},"check":"01234567"}\n]\n`);
    for (const [offset, written] of [
      [512, ""],
      [511, ","],
      [510, ",\n"],
    ] as const) {
      const bytes = Buffer.concat([Buffer.from(written), Buffer.alloc(512), later]);
      expect(remainsOf({ bytes, offset, nextSeq: 7, isBehindMark: true })).toBe("torn");
    }
  });

  test("a first sector of one byte that was not written", () => {
    const bytes = Buffer.from(`\n\n${record},"check":"01234567"}\n]\n`);
    expect(remainsOf({ bytes, offset: 511, nextSeq: 7, isBehindMark: true })).toBe("torn");
    expect(remainsOf({ bytes, offset: 512, nextSeq: 7, isBehindMark: true })).toBe("damage");
  });
});
