import * as fc from "fast-check";
import { expect, test } from "vitest";
import { linesOf, type PipedLine } from "./lines-of.ts";

const read = async (chunks: readonly Uint8Array[]): Promise<readonly PipedLine[]> => {
  const lines: PipedLine[] = [];
  for await (const line of linesOf(toAsync(chunks))) lines.push(line);
  return lines;
};

async function* toAsync(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

test("[CLI-4] lines are the same wherever the bytes are cut", () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: "grapheme" }).filter((text) => !/[\r\n]/u.test(text))),
      fc.integer({ min: 1, max: 7 }),
      async (texts, size) => {
        const bytes = Buffer.from(texts.map((text) => `${text}\r\n`).join(""));
        const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
          bytes.subarray(index * size, (index + 1) * size),
        );
        expect(await read(chunks)).toEqual(texts.map((text) => ({ text: text.replace(/^\uFEFF/u, "") })));
      },
    ),
    { numRuns: 200 },
  ));

test("[CLI-4] a line that is no UTF-8 costs no other one", async () => {
  const bytes = Buffer.concat([Buffer.from("раз\n"), Buffer.from([0xd0, 0x0a]), Buffer.from("два")]);
  expect(await read([bytes])).toEqual([{ text: "раз" }, { notUtf8: true }, { text: "два" }]);
});
