import { array, assert, nat, property } from "fast-check";
import { expect, test } from "vitest";
import type { DamageReason, FilePosition } from "./damage.ts";
import { RecordSplitter } from "./splitter.ts";

interface Split {
  readonly records: string[];
  readonly damage: Array<{ place: FilePosition; reason: DamageReason }>;
}

const split = (text: string, pieces: readonly number[] = []): Split => {
  const found: Split = { records: [], damage: [] };
  const splitter = new RecordSplitter({
    record: (bytes) => found.records.push(bytes.toString()),
    damage: (place, reason) => found.damage.push({ place, reason }),
  });
  let rest = Buffer.from(text);
  for (const size of pieces) {
    splitter.push(Buffer.from(rest.subarray(0, size)));
    rest = rest.subarray(size);
  }
  splitter.push(rest);
  splitter.end();
  return found;
};

const anna = { client_id: "Client_1", message: 'Анна: "{[\\' };
const boris = { client_id: "Client_2", message: "Борис", deep: { list: [{ a: [] }, "}]"] } };
const two = [anna, boris];
const parsed = ({ records }: Split): unknown[] => records.map((record): unknown => JSON.parse(record));

test.each([
  ["ours", `[\n${two.map((value) => JSON.stringify(value)).join(",\n")}\n]`],
  ["one line", JSON.stringify(two)],
  ["indented", JSON.stringify(two, null, 2)],
  ["a record a line", two.map((value) => JSON.stringify(value)).join("\n")],
  ["with a byte order mark", `\uFEFF${JSON.stringify(two)}`],
])("[INPUT] records of a log are found in the layout: %s", (_, text) => {
  expect(parsed(split(text))).toEqual(two);
  expect(split(text).damage).toEqual([]);
});

test("[INPUT] records are the same wherever the stream is cut into pieces", () => {
  const text = JSON.stringify(two, null, 1);
  assert(
    property(array(nat(30)), (pieces) => {
      expect(parsed(split(text, pieces))).toEqual(two);
    }),
  );
});

test("[INPUT] a torn record is told with its place and does not take the next one with it", () => {
  const line = JSON.stringify(anna);
  for (let cut = 1; cut < Buffer.byteLength(line); cut += 1) {
    const torn = Buffer.from(line).subarray(0, cut).toString();
    const found = split(`[\n${torn}\n${JSON.stringify(boris)}\n]`);
    expect(parsed(found)).toEqual([boris]);
    expect(found.damage).toEqual([{ place: { line: 2, byte: 2 }, reason: "torn" }]);
  }
});

test("[INPUT] a record that the end cuts off is told with its place", () => {
  const found = split(`[\n${JSON.stringify(anna)},\n{"client_id"`);
  expect(parsed(found)).toEqual([anna]);
  expect(found.damage).toEqual([
    { place: { line: 3, byte: 4 + Buffer.byteLength(JSON.stringify(anna)) }, reason: "cut-off" },
  ]);
});
