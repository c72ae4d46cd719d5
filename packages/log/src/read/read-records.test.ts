import * as fc from "fast-check";
import { expect, test } from "vitest";
import { nodeDisk } from "../disk/node-disk.ts";
import { openLog } from "../open/open-log.ts";
import { openSimulated, simulatedFile } from "../../testing/crash.ts";
import { said, started } from "../../testing/drafts.ts";
import { SimulatedDisk } from "../../testing/simulated-disk.ts";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readRecords, type Row } from "./read-records.ts";

const rowsOf = async (disk: SimulatedDisk, from = 0): Promise<Row[]> => {
  const rows: Row[] = [];
  for await (const run of readRecords(simulatedFile, { disk, from })) rows.push(...run);
  return rows;
};

const ofContent = (content: string): Promise<Row[]> =>
  rowsOf(new SimulatedDisk({}, [[simulatedFile, Buffer.from(content)]]));

test("[LOG-7] reads the records with their places, and goes on from any of them", async () => {
  const disk = new SimulatedDisk();
  const log = await openSimulated(disk);
  await log.append(Array.from({ length: 20 }, (_, index) => said(`${index}`)));
  const rows = await rowsOf(disk);
  expect(rows.map(({ value }) => Object(value).seq)).toEqual(
    Array.from({ length: 21 }, (_, index) => index + 1),
  );
  const content = disk.contentOf(simulatedFile) ?? Buffer.alloc(0);
  for (const { offset, end, value } of rows) {
    const line = content.toString("utf8", offset, end).replace(/,?\n$/u, "");
    expect(JSON.parse(line)).toEqual(value);
  }
  await log.append([said("ещё")]);
  const more = await rowsOf(disk, rows.at(-1)?.end);
  expect(more.map(({ value }) => Object(value).message)).toEqual(["ещё"]);
});

test("[LOG-7] a log cut at any byte has its complete records, and nothing that is torn", async () => {
  const disk = new SimulatedDisk();
  const log = await openSimulated(disk);
  await log.append([said("раз"), said("два")]);
  const content = disk.contentOf(simulatedFile) ?? Buffer.alloc(0);
  for (let size = 0; size <= content.length; size += 1) {
    const rows = await rowsOf(new SimulatedDisk({}, [[simulatedFile, content.subarray(0, size)]]));
    const complete = content.toString("latin1", 0, size).split('"}').length - 1;
    expect(rows.map(({ value }) => Object(value).seq)).toEqual(
      Array.from({ length: complete }, (_, at) => at + 1),
    );
  }
});

test("any bytes at all are read without a failure", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: fc.constantFrom("[", "]", "{", "}", ",", "\n", '"a":1', "\0", "я") }),
      async (text) => {
        for (const { offset, end } of await ofContent(text)) expect(end).toBeGreaterThan(offset);
      },
    ),
    { numRuns: 300 },
  );
});

test("rows of another program are read too, with or without separators", async () => {
  const rows = await ofContent('[\n  {"time":"1"},\r\n{"time":"2"},\nмусор,\n{"time":"3"}]');
  expect(rows.map(({ value }) => value)).toEqual([{ time: "1" }, { time: "2" }, undefined, { time: "3" }]);
});

test("[LOG-7] a reader beside a writer never fails and never sees a torn record", async () => {
  const path = await mkdtemp(join(tmpdir(), "beseda-log-"));
  const file = join(path, "messages.json");
  const log = await openLog({ file, data: join(path, "data"), start: started });
  const writer = { isDone: false };
  const write = async (sender: number): Promise<void> => {
    for (let count = 0; count < 250; count += 1)
      await log.append([said(`${sender} ${count} ${"ы".repeat(count)}`)]);
  };
  const writing = Promise.all([0, 1, 2, 3].map(write)).finally(() => (writer.isDone = true));
  let reads = 0;
  const disk = nodeDisk();
  while (!writer.isDone) {
    let last = 0;
    const durable = log.last.seq;
    for await (const rows of readRecords(file, { disk })) {
      for (const { value } of rows) {
        expect(Object(value).seq).toBe(last + 1);
        last += 1;
      }
    }
    expect(last).toBeGreaterThanOrEqual(durable);
    reads += 1;
  }
  await writing;
  await log.close();
  expect(reads).toBeGreaterThan(3);
});
