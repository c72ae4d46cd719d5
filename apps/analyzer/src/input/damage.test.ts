import { appendFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { asLines } from "../../testing/arbitrary-log.ts";
import { reportOn, TestFolder } from "../../testing/folder.ts";
import { smallLog } from "../../testing/small-log.ts";

const good = Buffer.from(asLines(smallLog));
const lines = asLines(smallLog).split("\n");

test("[INPUT] a whole log has no damage, with or without a newline at its end", async () => {
  await using folder = await TestFolder.make();
  for (const end of ["", "\n", "\r\n\r\n"]) {
    const { input } = await reportOn([await folder.write(asLines(smallLog) + end)]);
    expect(input).toMatchObject({ records: smallLog.length, bad_records: 0, damage: [] });
  }
});

test("[INPUT] each bad record is told with line and byte, and the others are read", async () => {
  await using folder = await TestFolder.make();
  const bad: ReadonlyArray<readonly [string | Buffer, string]> = [
    ['{"seq":1,"time":"2026-11-21T10:00:00.000Z"},', "not-a-record"],
    ['{"time":"tomorrow","client_id":"a","sender":"client","message":""},', "bad-time"],
    ['{"time":"2026-11-21T10:00:00.000Z","client_id":"a","sender":"client","message":"\\x"},', "not-json"],
    ['{"time":"2026-11-21T10:00:00.000Z","client_id":"a","sender":"client","mess', "torn"],
    ["<html>", "garbage"],
    [
      Buffer.concat([
        Buffer.from('{"time":"2026-11-21T10:00:00.000Z","client_id":"a","sender":"client","message":"'),
        Buffer.from([0xff, 0xfe]),
        Buffer.from('"},'),
      ]),
      "not-utf8",
    ],
  ];
  for (const [record, reason] of bad) {
    for (let line = 1; line < lines.length; line += 1) {
      const before = Buffer.from(`${lines.slice(0, line).join("\n")}\n`);
      const after = Buffer.from(`\n${lines.slice(line).join("\n")}`);
      const { input } = await reportOn(
        [await folder.write(Buffer.concat([before, Buffer.from(record), after]))],
        {
          sections: ["overview"],
        },
      );
      expect(input.records).toBe(smallLog.length);
      expect(input.damage).toMatchObject([{ line: line + 1, byte: before.length, reason }]);
    }
  }
});

test("[INPUT] a record longer than any record is told and passed over in bounded memory", async () => {
  await using folder = await TestFolder.make();
  const huge = `{"time":"2026-11-21T10:00:00.000Z","client_id":"a","sender":"client","message":"${"x".repeat(17_000_000)}"},`;
  const { input } = await reportOn([await folder.write([lines[0], huge, ...lines.slice(1)].join("\n"))]);
  expect(input.records).toBe(smallLog.length);
  expect(input.damage).toMatchObject([{ line: 2, byte: 2, reason: "too-long" }]);
});

test("[INPUT] a record that a server is just writing is waited for", async () => {
  await using folder = await TestFolder.make();
  const file = await folder.write(good.subarray(0, good.length - 40));
  const reading = reportOn([file], { rereadAfterMs: 1000 });
  await appendFile(file, good.subarray(good.length - 40));
  const { input } = await reading;
  expect(input).toMatchObject({ records: smallLog.length, bad_records: 0 });
});
