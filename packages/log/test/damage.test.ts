import { describe, expect, test } from "vitest";
import { LogCutShortError, LogDamagedError } from "../src/error.ts";
import { LogState } from "../src/state/log-state.ts";
import { seededRandom } from "../testing/choices.ts";
import { liveThrough, newJournal, openSimulated, simulatedFile } from "../testing/crash.ts";
import { said } from "../testing/drafts.ts";
import { SimulatedDisk } from "../testing/simulated-disk.ts";
import { remainsOf } from "../src/open/remains.ts";
import { scan } from "../src/open/scan.ts";

type Files = readonly (readonly [string, Buffer])[];

/** A log of some records, as files. */
const lived = async (messages = 12): Promise<{ files: Files; content: Buffer; records: number }> => {
  const disk = new SimulatedDisk();
  await liveThrough(disk, newJournal(), {
    senders: 3,
    messagesEach: messages / 3,
    textOf: (id) => `Привет ${id}`,
  });
  const files = disk.paths().map((path) => [path, disk.contentOf(path) ?? Buffer.alloc(0)] as const);
  const content = disk.contentOf(simulatedFile) ?? Buffer.alloc(0);
  return { files, content, records: messages + 1 };
};

const withLog = (files: Files, log: Buffer, without: readonly string[] = []): SimulatedDisk =>
  new SimulatedDisk(
    {},
    files
      .filter(([path]) => !without.some((part) => path.includes(part)))
      .map(([path, bytes]) => [path, path === simulatedFile ? log : bytes] as const),
  );

const flipped = (content: Buffer, byte: number, bit: number): Buffer => {
  const copy = Buffer.from(content);
  copy.writeUInt8(copy.readUInt8(byte) ^ (1 << bit), byte);
  return copy;
};

/** `seq` of the record whose line, with the separator before it, a byte belongs to. */
const seqAt = (content: Buffer, byte: number): number =>
  content
    .subarray(0, byte + 1)
    .toString("latin1")
    .split("\n{").length - 1;

describe("[LOG-4] a flipped bit", () => {
  test.each([
    ["", []],
    [" without a checkpoint", ["checkpoint"]],
    [" without anything but the file", ["/data"]],
  ])("anywhere stops the start and is found where it is%s", async (_, without) => {
    const { files, content } = await lived();
    const random = seededRandom(7);
    // A file that does not begin like a log is not a log. After the last record nothing can be lost.
    const [from, upto] = ['[\n{"seq":1,'.length, content.length - "\n]\n".length];
    for (let byte = from; byte < upto; byte += without.length === 0 ? 1 : 3) {
      const log = flipped(content, byte, Math.floor(random() * 8));
      const error = await openSimulated(withLog(files, log, without)).catch((caught: unknown) => caught);
      expect(error, `byte ${byte}`).toBeInstanceOf(LogDamagedError);
      const { damage } = error as LogDamagedError;
      expect(Math.abs(damage.seq - seqAt(content, byte)), `byte ${byte}`).toBeLessThanOrEqual(1);
    }
  });

  test("in what a log begins with makes it no log, one behind its last record loses nothing", async () => {
    const { files, content, records } = await lived();
    for (let byte = 0; byte < 2; byte += 1) {
      const opened = openSimulated(withLog(files, flipped(content, byte, 3)));
      await expect(opened).rejects.toMatchObject({ code: "log-not-a-log" });
    }
    for (let byte = content.length - 3; byte < content.length; byte += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const log = await openSimulated(withLog(files, flipped(content, byte, bit)));
        expect((await log.read({ after: 0 })).length).toBe(records + 1);
      }
    }
  });

  test("of every bit of a log is seen, and no record behind it is taken", async () => {
    const { content, records } = await lived(6);
    const lastEnd = content.length - "\n]\n".length;
    for (let byte = 0; byte < lastEnd; byte += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const log = flipped(content, byte, bit);
        const state = new LogState([]);
        const file = await new SimulatedDisk({}, [["/log", log]]).open("/log", "read");
        await scan(file, state, () => {});
        const behind = log.subarray(state.end);
        const remains = remainsOf({
          bytes: behind,
          offset: state.end,
          nextSeq: state.seq + 1,
          isBehindMark: true,
        });
        expect([state.seq < records, remains], `byte ${byte}, bit ${bit}`).toEqual([true, "damage"]);
        expect(state.end).toBeLessThanOrEqual(byte);
      }
    }
  });
});

describe("[LOG-4] a hole", () => {
  test.each([
    [512, ["checkpoint"]],
    [512, []],
    [512, ["/data"]],
    [4096, []],
  ])("of %i bytes stops the start, though it looks like a torn write", async (bytes, without) => {
    const { files, content } = await lived(60);
    for (let start = bytes; start + bytes < content.length - 600; start += bytes) {
      const log = Buffer.from(content);
      log.fill(0, start, start + bytes);
      const opened = openSimulated(withLog(files, log, without));
      await expect(opened, `hole at ${start}`).rejects.toBeInstanceOf(LogDamagedError);
    }
  });
});

test("[LOG-4] records that were acknowledged and are gone from the end are missed", async () => {
  const { files, content } = await lived();
  const shorter = Buffer.concat([content.subarray(0, content.lastIndexOf(",\n{")), Buffer.from("\n]\n")]);
  const error = await openSimulated(withLog(files, shorter)).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(LogCutShortError);
  expect(error).toMatchObject({ cut: { last: 12, acknowledged: 13 } });
  // An earlier copy with nothing to compare it with is a log.
  const log = await openSimulated(withLog(files, shorter, ["/data"]));
  expect(log.last.seq).toBe(13);
});

test("[LOG-4] a disk that says it has what it has not is found out by what it kept", async () => {
  const disk = new SimulatedDisk();
  const log = await openSimulated(disk);
  await log.append([said("сохранено")]);
  await log.close();
  const lying = disk.afterKill();
  const again = await openSimulated(lying);
  lying.lies = true;
  await again.append([said("потеряно")]);
  await again.close();
  // The log loses its unsynced writes; the mark, although not awaited, reached the disk.
  const mark = lying.contentOf("/data/log.mark") ?? Buffer.alloc(0);
  const after = lying.afterPowerCut(() => 0);
  const files = after.paths().map((path) => [path, after.contentOf(path) ?? Buffer.alloc(0)] as const);
  const cut = new SimulatedDisk(
    {},
    files.map(([path, bytes]) => [path, path === "/data/log.mark" ? mark : bytes] as const),
  );
  await expect(openSimulated(cut)).rejects.toMatchObject({
    code: "log-cut-short",
    cut: { last: 3, acknowledged: 4 },
  });
});

test("[LOG-4] damage that is met while reading is an error, and nothing behind it is served", async () => {
  const disk = new SimulatedDisk();
  const log = await openSimulated(disk);
  await log.append(Array.from({ length: 60 }, (_, index) => said(`${index}`)));
  const content = disk.contentOf(simulatedFile) ?? Buffer.alloc(0);
  const file = await disk.open(simulatedFile, "append");
  const byte = content.indexOf('"message":"30"') + 12;
  await file.write([Buffer.from("X")], byte, true);
  expect((await log.read({ after: 0, limit: 10 })).length).toBe(10);
  await expect(log.read({ after: 20, limit: 20 })).rejects.toMatchObject({ damage: { seq: 32 } });
  await expect(log.history({ room: "lobby", before: 34, messages: 2 })).rejects.toBeInstanceOf(
    LogDamagedError,
  );
  expect((await log.read({ after: 50 })).length).toBe(11);
});
