import {
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  truncate,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { nodeDisk } from "../src/disk/node-disk.ts";
import type { LogFailure, LogDisplacedError } from "../src/error.ts";
import type { EventLog } from "../src/event-log.ts";
import { openLog } from "../src/open/open-log.ts";
import { said, started } from "../testing/drafts.ts";

interface Written {
  readonly file: string;
  readonly data: string;
  readonly log: EventLog;
  readonly failure: Promise<LogFailure>;
}

/** A log of ten records, the first six from an earlier run, and the promise of its end. */
const written = async (): Promise<Written> => {
  const file = join(await mkdtemp(join(tmpdir(), "beseda-log-")), "here", "messages.json");
  await mkdir(dirname(file));
  const data = join(dirname(dirname(file)), "data");
  const earlier = await openLog({ file, data, start: started });
  for (let count = 2; count <= 6; count += 1) await earlier.append([said(`${count}`)]);
  await earlier.close();
  const { promise: failure, resolve } = Promise.withResolvers<LogFailure>();
  const log = await openLog({ file, data, start: started, onFailure: resolve });
  for (let count = 8; count <= 10; count += 1) await log.append([said(`${count}`)]);
  return { file, data, log, failure };
};

const recordsIn = async (file: string): Promise<readonly { seq: number }[]> =>
  JSON.parse(await readFile(file, "utf8")) as { seq: number }[];

const seqs = (first: number, last: number): readonly number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

const changes: readonly [string, string, (file: string) => Promise<unknown>][] = [
  ["is deleted", "removed", (file) => rm(file)],
  ["is moved", "moved", (file) => rename(file, `${file}.1`)],
  [
    "is replaced by a copy",
    "replaced",
    async (file) => {
      await copyFile(file, `${file}.copy`);
      await rename(`${file}.copy`, file);
    },
  ],
  ["goes with its folder", "removed", (file) => rm(dirname(file), { recursive: true })],
  ["is in a folder that is renamed", "moved", (file) => rename(dirname(file), `${dirname(file)}.old`)],
];

const cuts: readonly [string, (file: string) => Promise<unknown>][] = [
  ["to nothing", (file) => truncate(file, 0)],
  ["by a byte", async (file) => truncate(file, (await readFile(file)).length - 1)],
  [
    "and filled with as many other bytes",
    async (file) => writeFile(file, "x".repeat((await readFile(file)).length)),
  ],
  ["and replaced by something longer", async (file) => writeFile(file, "x".repeat(100_000))],
];

describe("[LOG-10] a log that is written", () => {
  test.each(changes)("and %s acknowledges nothing more, and is saved as a whole", async (_, change, act) => {
    const { file, data, log, failure } = await written();
    await act(file);
    const answers = await Promise.allSettled([log.append([said("1")]), log.append([said("2")])]);
    for (const answer of answers) expect(answer).toMatchObject({ reason: { code: "log-displaced", change } });
    await expect(log.append([said("3")])).rejects.toMatchObject({ code: "log-displaced" });
    const { saved } = (await failure) as LogDisplacedError;
    expect(saved).toMatchObject({ first: 1, last: 10 });
    await log.close();
    const again = await openLog({ file: saved?.file ?? "", data, start: started });
    expect(again.last.seq).toBe(11);
    await again.close();
    await rm(saved?.file ?? "");
  });

  test.each(changes)("and %s notices it when nobody says anything", async (_, change, act) => {
    const { file, log, failure } = await written();
    await act(file);
    expect(await failure).toMatchObject({ code: "log-displaced", change, saved: { first: 1, last: 10 } });
    await log.close();
    await rm(((await failure) as LogDisplacedError).saved?.file ?? "");
  });

  test.each(cuts)("and is cut %s saves what is in memory, and leaves the file as it is", async (_, act) => {
    const { file, log, failure } = await written();
    await act(file);
    const left = await readFile(file);
    await expect(log.append([said("1")])).rejects.toMatchObject({ code: "log-displaced", change: "changed" });
    const { saved } = (await failure) as LogDisplacedError;
    const isWhole = saved?.first === 1;
    expect((await recordsIn(saved?.file ?? "")).map(({ seq }) => seq)).toEqual(seqs(isWhole ? 1 : 7, 10));
    expect((await readFile(file)).equals(left)).toBe(true);
    await log.close();
  });

  test.each(cuts)("and is cut %s notices it when nobody says anything", async (_, act) => {
    const { file, log, failure } = await written();
    await act(file);
    expect(await failure).toMatchObject({ code: "log-displaced", change: "changed", saved: { last: 10 } });
    await log.close();
  });

  test("and cut while a commit is on its way does not take the hole for what was written", async () => {
    const { file, log } = await written();
    const appends = Array.from({ length: 200 }, (_, index) => log.append([said(`${index}`)]));
    const cut = truncate(file, 100);
    const answers = await Promise.allSettled([...appends, cut.then(() => log.append([said("после")]))]);
    expect(answers.at(-1)).toMatchObject({ reason: { code: "log-displaced" } });
    await log.close();
  });

  test("and gets a second name, or is read and copied by others, goes on", async () => {
    const { file, log } = await written();
    await copyFile(file, `${file}.copy`);
    await readFile(file);
    const [entry] = await log.append([said("дальше")]);
    expect(entry?.record.seq).toBe(11);
    await log.close();
  });
});

test("[LOG-10] what was saved stands beside the log, or where there is no such folder any more, in that of the data", async () => {
  const { file, data, log, failure } = await written();
  await rm(dirname(file), { recursive: true });
  const { saved } = (await failure) as LogDisplacedError;
  expect(dirname(saved?.file ?? "")).toBe(data);
  expect(await readdir(data)).toContain(basename(saved?.file ?? ""));
  await log.close();
});

test("[LOG-10] a write that the disk takes in pieces, however small, is not taken for somebody else's", async () => {
  const path = join(await mkdtemp(join(tmpdir(), "beseda-log-")), "file");
  await writeFile(path, "");
  const file = await nodeDisk().open(path, "append");
  await file.lock();
  let written = "";
  for (let length = 70; length > 0; length -= 1) {
    // A write over the last three bytes, as over a closing bracket.
    const position = Math.max(0, written.length - 3);
    const text = String.fromCharCode(33 + length).repeat(length);
    await file.write([Buffer.from(text)], position, true);
    written = written.slice(0, position) + text + written.slice(position + length);
    await file.prove();
  }
  expect(await readFile(path, "utf8")).toBe(written);
  await file.close();
});
