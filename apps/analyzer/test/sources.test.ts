import { execFile } from "node:child_process";
import { createWriteStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asLines } from "../testing/arbitrary-log.ts";
import { run } from "../testing/command.ts";
import { reportOn, TestFolder } from "../testing/folder.ts";
import { inEncoding } from "../testing/foreign/in-encoding.ts";
import { smallLog } from "../testing/small-log.ts";

let folder: TestFolder;
beforeAll(async () => {
  folder = await TestFolder.make();
});
afterAll(() => folder[Symbol.asyncDispose]());

const ours = asLines(smallLog);
const foreign = [1, 2, 3]
  .map((second) => `${JSON.stringify({ user: "Анна", text: "Привет всем", ts: 1_767_261_600 + second })}\n`)
  .join("");
const asJson = ["--format", "json", "--report", "overview"];

const copies = async (): Promise<readonly string[]> =>
  (await readdir(tmpdir())).filter((name) => name.startsWith("beseda-analyze-"));

test.each([
  ["ours", ours, smallLog.length],
  ["of another program", foreign, 3],
  ["of another program, packed", gzipSync(foreign), 3],
])(
  "[ANL-3] a log %s comes through a pipe with a name as through the standard input",
  async (_, content, records) => {
    const pipe = folder.file(`pipe-${records}-${content.length}`);
    await promisify(execFile)("mkfifo", [pipe]);
    const reading = run([pipe, ...asJson]);
    createWriteStream(pipe).end(content);
    const [named, standard] = await Promise.all([reading, run(["-", ...asJson], content)]);
    for (const ended of [named, standard]) {
      expect(ended).toMatchObject({ code: 0, stderr: "" });
      expect(JSON.parse(ended.stdout)).toMatchObject({ input: { records, bad_records: 0 } });
    }
    // The copies that were written to be searched are gone.
    expect(await copies()).toEqual([]);
  },
);

test.each([
  ["zip", [0x50, 0x4b, 0x03, 0x04]],
  ["bzip2", [0x42, 0x5a, 0x68, 0x39]],
  ["xz", [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]],
  ["zstd", [0x28, 0xb5, 0x2f, 0xfd]],
  ["7z", [0x37, 0x7a, 0xbc, 0xaf]],
])("[ANL-3] a file that is packed with %s is refused by that name", async (name, bytes) => {
  const ended = await run([await folder.write(Buffer.from([...bytes, 0, 1, 2, 3]))]);
  expect(ended).toMatchObject({ code: 2, stdout: "" });
  expect(ended.stderr).toContain(`is packed with ${name}`);
});

test.each([
  ["windows-1251", inEncoding(ours.replaceAll(/[🙂…]/gu, "!"), "windows-1251"), "windows-1251"],
  ["UTF-16, the low byte first", Buffer.from(`\uFEFF${ours}`, "utf16le"), "utf-16le"],
  ["UTF-16 without a mark", Buffer.from(ours, "utf16le").swap16(), "utf-16be"],
])("[ANL-3] a log of ours in %s is read, and how is told", async (_, bytes, encoding) => {
  const { input, overview } = await reportOn([await folder.write(bytes)]);
  expect(input).toMatchObject({ records: smallLog.length, bad_records: 0, read_as: [{ encoding }] });
  expect(overview).toMatchObject({ messages: 3, sessions: 4, disconnects: 3 });
});

test("[ANL-3] an encoding that is not UTF-8 is found behind a long beginning in Latin letters", async () => {
  const record = (message: string): string =>
    `${JSON.stringify({ time: "2026-11-21T10:00:00.000Z", client_id: "a", sender: "client", message })}\n`;
  const content = inEncoding(
    record("hello").repeat(1000) + record("Привет всем, как дела?").repeat(500),
    "windows-1251",
  );
  const { input } = await reportOn([await folder.write(content)]);
  expect(input).toMatchObject({ records: 1500, bad_records: 0, read_as: [{ encoding: "windows-1251" }] });
});

test("[ANL-3] an encoding that the letters do not tell is asked for, and believed when it is told", async () => {
  const content = inEncoding(foreign, "ibm866");
  const file = await folder.write(content);
  const refused = await run([file]);
  expect(refused).toMatchObject({ code: 2, stdout: "" });
  expect(refused.stderr).toContain("--encoding windows-1251");
  const { overview, clients } = await reportOn([file], { hints: { map: {}, encoding: "ibm866" } });
  expect(overview?.messages).toBe(3);
  expect(clients?.rows).toMatchObject([{ client_id: "Анна" }]);
});

test("[ANL-4] a report on the smaller part of a log is refused, whatever the log begins with", async () => {
  const good = JSON.stringify({
    time: "2026-11-21T10:00:00.000Z",
    client_id: "a",
    sender: "client",
    message: "да",
  });
  const other = JSON.stringify({ time: "2026-11-21T10:00:00.000Z", text: "да", level: 3 });
  const lines = (goods: number, others: number): string =>
    `${good}\n`.repeat(goods) + `${other}\n`.repeat(others);
  const { input } = await reportOn([await folder.write(lines(60, 40))]);
  expect(input).toMatchObject({ records: 60, bad_records: 40 });
  await expect(reportOn([await folder.write(lines(1000, 1001))])).rejects.toMatchObject({ code: "doubt" });
  const piped = await run(["-", ...asJson], lines(1000, 1001));
  expect(piped).toMatchObject({ code: 2, stdout: "" });
  expect(piped.stderr).toContain("1001 records, most of them");
});
