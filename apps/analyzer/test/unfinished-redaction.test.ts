import { rm, writeFile } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { expect, test } from "vitest";
import { reportOn, TestFolder } from "../testing/folder.ts";

const place = { room: "lobby", client_id: "Client_1", name: "Анна" };
const time = "2026-11-21T10:00:00.000Z";

const said = (seq: number, message: string): object => ({
  seq,
  prev: seq - 1,
  time,
  type: "message",
  ...place,
  id: `m${seq}`,
  salt: "DEFGLMNO",
  sender: "client",
  message,
  check: `0000000${seq}`,
});

const told = (seq: number, target: number): object => ({
  seq,
  prev: seq - 1,
  time,
  type: "redacted",
  ...place,
  target,
  digest: "00",
  sender: "server",
  message: "Текст удалён",
  check: `0000000${seq}`,
});

const linesOf = (records: readonly object[]): Buffer =>
  Buffer.from(`[\n${records.map((record) => JSON.stringify(record)).join(",\n")}\n]\n`);

const secret = 'тайна "\\ \u0007 👍🏽 https://secret.example тайна';
const before = [said(1, "Привет"), said(2, secret), said(3, "До завтра")];
const log = linesOf(before);
const end = log.length - 3;
const text = JSON.stringify(secret).slice(1, -1);
const offset = log.indexOf(text);
const blanks = Buffer.alloc(Buffer.byteLength(text), " ");
const appended = Buffer.from(`,\n${JSON.stringify(told(4, 2))}\n]\n`);

const blankedUpTo = (content: Buffer, count: number): Buffer => {
  const blanked = Buffer.from(content);
  blanks.copy(blanked, offset, 0, count);
  return blanked;
};

const announced = Buffer.concat([log.subarray(0, end), appended]);
const redacted = blankedUpTo(announced, blanks.length);

/** What lies beside the log meanwhile, as LOG-18 has it. */
const intent = (check = 3): string => {
  const overwrites = [[offset, blanks.toString("base64")]];
  const content = JSON.stringify({ end, check, appended: appended.toString("base64"), overwrites });
  return `${content}\n${crc32(content)}\n`;
};

/** What is on the disk at any step of the writing. */
const steps: readonly Buffer[] = [
  log,
  ...Array.from({ length: appended.length }, (_, count) =>
    Buffer.concat([log.subarray(0, end), appended.subarray(0, count), log.subarray(end + count)]),
  ),
  ...Array.from({ length: blanks.length + 1 }, (_, count) => blankedUpTo(announced, count)),
];

const few = { sections: ["overview", "words", "clients"] } as const;
const withoutBytes = ({ input, ...report }: Awaited<ReturnType<typeof reportOn>>): unknown => ({
  ...report,
  input: { ...input, bytes: 0, files: [] },
});

test.each([
  ["one thread", few],
  ["several threads", { ...few, threads: 1, parallelBytes: 0, partBytes: 300 }],
])("[LOG-18] a redaction that was begun is seen as finished, in %s", async (_, options) => {
  await using folder = await TestFolder.make();
  const expected = await reportOn([await folder.write(redacted)], options);
  expect(expected.words).toMatchObject({ messages: 3, words: 3, links: 0 });
  const beside = await folder.write(intent(), "messages.json.redaction");
  const every = "threads" in options ? 41 : 1;
  for (const [step, content] of steps.entries()) {
    if (step % every > 0) continue;
    const report = await reportOn([await folder.write(content)], options);
    expect(withoutBytes(report)).toEqual(withoutBytes(expected));
  }
  await rm(beside);
  const { words } = await reportOn([await folder.write(log)], options);
  expect(words).toMatchObject({ messages: 3, links: 1 });
});

test("[LOG-18] what was begun on another log, or is half written down, changes nothing", async () => {
  await using folder = await TestFolder.make();
  const file = await folder.write(log);
  const expected = await reportOn([file], few);
  for (const content of [intent(7), intent().slice(0, -4), intent().slice(2), ""]) {
    await writeFile(`${file}.redaction`, content);
    expect(await reportOn([file], few)).toEqual(expected);
  }
});
