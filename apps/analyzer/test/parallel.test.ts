import { stat } from "node:fs/promises";
import { array, assert, asyncProperty, constantFrom, integer, nat, sample } from "fast-check";
import { expect, test } from "vitest";
import { phrases } from "../src/run.ts";
import { arbitraryLog, asLines } from "../testing/arbitrary-log.ts";
import { reportOn, TestFolder, withoutInput } from "../testing/folder.ts";
import { PartReader } from "../src/input/part-reader.ts";
import { ParallelReader } from "../src/input/read-parallel.ts";

test("[INPUT] each line of a file is in exactly one of its parts, whatever their sizes are", async () => {
  await using folder = await TestFolder.make();
  const lines = array(nat(12).map((length) => "x".repeat(length)));
  await assert(
    asyncProperty(lines, constantFrom("", "\n"), integer({ min: 1, max: 20 }), async (texts, end, size) => {
      const content = texts.join("\n") + end;
      using reader = new PartReader(await folder.write(content));
      let found = "";
      for (let start = 0; start < content.length; start += size) {
        const part = reader.read(start, Math.min(start + size, content.length));
        const text = part?.bytes.toString("utf8", 0, part.length) ?? "";
        expect(text === "" || part?.begin === found.length).toBe(true);
        found += text;
      }
      expect(found).toBe(content);
    }),
  );
});

test("[INPUT] several threads find what one finds, to the last number", async () => {
  await using folder = await TestFolder.make();
  const logs = sample(arbitraryLog("any"), { numRuns: 6, seed: 7 });
  for (const [index, log] of logs.entries()) {
    const file = await folder.write(asLines(log));
    const one = await reportOn([file]);
    const two = await reportOn([file], { threads: 2, parallelBytes: 0, partBytes: 300 + index * 250 });
    expect(two).toEqual(one);
  }
});

test("[INPUT] a long file takes no more buffers than a short one", async () => {
  await using folder = await TestFolder.make();
  const record = { time: "2026-11-21T10:00:00.000Z", client_id: "Client_1", sender: "client", message: "" };
  // More records in each part than a batch has rows.
  const file = await folder.write(`${JSON.stringify(record)}\n`.repeat(300_000));
  const { size } = await stat(file);
  await using reader = new ParallelReader(
    { batch: ({ columns }) => columns, damage: () => undefined },
    { file, size, threads: 1, phrases, filter: {}, zone: "UTC" },
  );
  const reading = await reader.read();
  expect(reading?.records).toBe(300_000);
  expect(reading?.idleBuffers).toBeLessThan(10);
});

test("[INPUT] threads tell damage by its place in the file", async () => {
  await using folder = await TestFolder.make();
  const [log = []] = sample(arbitraryLog(), { numRuns: 1, seed: 11 });
  const lines = asLines(log).split("\n");
  lines.splice(3, 0, '{"seq":1,', "garbage", '{"client_id":"Client_1"},');
  const file = await folder.write(lines.join("\n"));
  const one = await reportOn([file]);
  expect(one.input.damage.map(({ line, reason }) => [line, reason])).toEqual([
    [4, "torn"],
    [6, "not-a-record"],
  ]);
  expect(await reportOn([file], { threads: 2, parallelBytes: 0, partBytes: 400 })).toEqual(one);
});

test("[INPUT] a file that is no lines after all is read again in one thread", async () => {
  await using folder = await TestFolder.make();
  const [log = []] = sample(arbitraryLog(), { numRuns: 1, seed: 13 });
  const [first, ...rest] = log;
  const text = `${JSON.stringify(first)}\n${rest.map((entry) => JSON.stringify(entry, null, 2)).join("\n")}`;
  const file = await folder.write(text);
  const one = await reportOn([file]);
  expect(withoutInput(one)).toMatchObject({ records: log.length });
  expect(await reportOn([file], { threads: 2, parallelBytes: 0, partBytes: 500 })).toEqual(one);
});
