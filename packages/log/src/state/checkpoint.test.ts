import { describe, expect, test } from "vitest";
import type { EventLog } from "../event-log.ts";
import type { Projection } from "./projection.ts";
import type { LogNotice } from "../notice.ts";
import { openLog } from "../open/open-log.ts";
import { simulatedData, simulatedFile } from "../../testing/crash.ts";
import { said, started } from "../../testing/drafts.ts";
import { SimulatedDisk } from "../../testing/simulated-disk.ts";

const checkpointFile = `${simulatedData}/log.checkpoint`;

interface Counter extends Projection {
  readonly seen: number[];
}

const counter = (version = 1): Counter => {
  const seen: number[] = [];
  return {
    seen,
    name: "seen",
    version,
    apply: (record) => seen.push(record.seq),
    save: () => Buffer.from(JSON.stringify(seen)),
    load: (bytes) => {
      const saved: unknown = JSON.parse(Buffer.from(bytes).toString());
      if (!Array.isArray(saved)) throw new TypeError("not what was saved");
      seen.splice(0, seen.length, ...saved.map(Number));
    },
  };
};

const open = async (
  disk: SimulatedDisk,
  projection: Projection,
): Promise<{ log: EventLog; notices: readonly string[] }> => {
  const notices: LogNotice[] = [];
  const log = await openLog({
    file: simulatedFile,
    data: simulatedData,
    disk,
    start: started,
    projections: [projection],
    tailBytes: 0,
    onNotice: (notice) => notices.push(notice),
  });
  return { log, notices: notices.map(({ kind }) => kind) };
};

const lived = async (): Promise<SimulatedDisk> => {
  const disk = new SimulatedDisk();
  const { log } = await open(disk, counter());
  for (let count = 0; count < 100; count += 1) {
    await log.append([said(`${count}`, { room: ["lobby", "сад", "чай"][count % 3] ?? "" })]);
  }
  await log.close();
  return disk;
};

const upto = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

/** The state that the next start finds. */
const found = async (disk: SimulatedDisk): Promise<unknown> => {
  const projection = counter();
  const { log, notices } = await open(disk, projection);
  const seqs = (await log.read({ after: 0 })).map(({ record }) => record.seq);
  const history = (await log.history({ room: "чай", before: 50, messages: 3 })).map(
    ({ record }) => record.seq,
  );
  await log.close();
  return { notices, seen: projection.seen, seqs, history };
};

const whole = (notices: readonly string[], last = 102): unknown => ({
  notices,
  seen: upto(last),
  seqs: upto(last),
  history: [43, 46, 49],
});

describe("a checkpoint", () => {
  test("spares the next start the records before it", async () => {
    expect(await found(await lived())).toEqual(whole([]));
  });

  test("that is gone is made anew from the first record", async () => {
    const disk = await lived();
    await disk.remove(checkpointFile);
    expect(await found(disk)).toEqual(whole(["checkpoint-unused"]));
  });

  test("that is damaged anywhere is not used", async () => {
    const saved = (await lived()).contentOf(checkpointFile) ?? Buffer.alloc(0);
    for (let byte = 0; byte < saved.length; byte += 37) {
      const disk = await lived();
      const file = await disk.open(checkpointFile, "append");
      const before = disk.contentOf(checkpointFile)?.readUInt8(byte) ?? 0;
      await file.write([Buffer.of(before ^ 4)], byte, true);
      expect(await found(disk)).toEqual(whole(["checkpoint-unused"]));
    }
  });

  test("that is cut anywhere is not used", async () => {
    const saved = (await lived()).contentOf(checkpointFile) ?? Buffer.alloc(0);
    for (let size = 0; size < saved.length; size += 53) {
      const disk = await lived();
      // No two runs write exactly the same.
      const { length = 0 } = disk.contentOf(checkpointFile) ?? {};
      await (await disk.open(checkpointFile, "append")).truncate(Math.min(size, length - 1));
      expect(await found(disk)).toEqual(whole(["checkpoint-unused"]));
    }
  });

  test("of another log is not used", async () => {
    const disk = await lived();
    const other = await lived();
    await other.remove(checkpointFile);
    const bytes = disk.contentOf(checkpointFile) ?? Buffer.alloc(0);
    await (await other.open(checkpointFile, "create")).write([bytes], 0, true);
    expect(await found(other)).toEqual(whole(["checkpoint-unused"]));
  });

  test("of another version of a projection is not used, and nothing is counted twice", async () => {
    const disk = await lived();
    const projection = counter(2);
    const { notices } = await open(disk, projection);
    expect(notices).toEqual(["checkpoint-unused"]);
    expect(projection.seen).toEqual(upto(102));
  });

  test("that a projection does not understand is not used, and nothing is counted twice", async () => {
    const picky = (): Projection => ({
      ...counter(),
      name: "picky",
      load: (bytes) => {
        if (bytes.length > 2) throw new TypeError("not what was saved");
      },
    });
    const disk = new SimulatedDisk();
    const start = async (): Promise<readonly number[]> => {
      const first = counter();
      const options = { file: simulatedFile, data: simulatedData, disk, start: started };
      await (await openLog({ ...options, projections: [first, picky()] })).close();
      return first.seen;
    };
    expect(await start()).toEqual([1]);
    expect(await start()).toEqual([1, 2]);
    expect(await start()).toEqual([1, 2, 3]);
  });

  test("is made while records come, and then only what follows it is read again", async () => {
    const disk = new SimulatedDisk();
    const { log } = await open(disk, counter());
    const many = Array.from({ length: 5000 }, () => said("да"));
    for (let count = 0; count < 21; count += 1) await log.append(many);
    await expect.poll(() => disk.paths()).toContain(checkpointFile);
    // Killed: there was no close.
    const projection = counter();
    const { notices } = await open(disk.afterKill(), projection);
    expect(notices).toEqual([]);
    expect(projection.seen.length).toBe(105_002);
  });

  test("that the disk has no room for costs no record", async () => {
    const disk = await lived();
    const { log } = await open(disk, counter());
    disk.capacity = 0;
    await log.close();
    expect(await found(disk.afterKill())).toEqual(whole([], 103));
  });
});
