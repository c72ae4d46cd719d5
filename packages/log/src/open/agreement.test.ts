import { describe, expect, test } from "vitest";
import type { EventLog } from "../event-log.ts";
import { acceptLog } from "../maintain/accept-log.ts";
import { describeAccepted } from "../maintain/describe.ts";
import type { LogNotice } from "../notice.ts";
import { simulatedData, simulatedFile } from "../../testing/crash.ts";
import { said, started } from "../../testing/drafts.ts";
import { SimulatedDisk } from "../../testing/simulated-disk.ts";
import { openLog } from "./open-log.ts";
import type { OpenLogOptions } from "./options.ts";

type Files = ReadonlyMap<string, Buffer>;

/** A copy of the content of a disk. */
const copyOf = (disk: SimulatedDisk): Files =>
  new Map(disk.paths().map((path) => [path, disk.contentOf(path) ?? Buffer.alloc(0)]));

const isBeside = (path: string): boolean => path.startsWith(simulatedData);
const beside = (files: Files): Files => new Map([...files].filter(([path]) => isBeside(path)));
const logOf = (files: Files): Files => new Map([...files].filter(([path]) => path === simulatedFile));
const onDisk = (...parts: readonly Files[]): SimulatedDisk =>
  new SimulatedDisk(
    {},
    parts.flatMap((files) => Array.from(files)),
  );

const open = (disk: SimulatedDisk, options: Partial<OpenLogOptions> = {}): Promise<EventLog> =>
  openLog({ file: simulatedFile, data: simulatedData, disk, start: started, ...options });

const say = async (log: EventLog, count: number): Promise<void> => {
  for (let times = 0; times < count; times += 1) await log.append([said(`${log.last.seq}`)]);
};

/** Runs a server that writes so many messages; returns the log's names and end. */
const live = async (
  disk: SimulatedDisk,
  count: number,
  options: Partial<OpenLogOptions> = {},
): Promise<{ log: string; run: string; seq: number; lineage: EventLog["lineage"]; notices: string[] }> => {
  const notices: LogNotice[] = [];
  const log = await open(disk, { onNotice: (notice) => notices.push(notice), ...options });
  await say(log, count);
  await log.close();
  const branches = notices.flatMap((notice) => (notice.kind === "branch" ? [notice.why] : []));
  return { log: log.id, run: log.run, seq: log.last.seq, lineage: log.lineage, notices: branches };
};

const accept = (disk: SimulatedDisk, clock = Date.now) =>
  acceptLog(simulatedFile, { data: simulatedData, disk, clock });

describe("[LOG-11] a log and what is beside it", () => {
  test("that agree go on under one name, whatever ends a run", async () => {
    const disk = new SimulatedDisk();
    const first = await live(disk, 10);
    const log = await open(disk);
    await say(log, 5);
    const killed = disk.afterKill();
    const third = await live(killed, 0);
    expect([third.log, third.lineage, third.notices]).toEqual([first.log, [], []]);
    expect(await accept(killed)).toMatchObject({ kind: "nothing" });
    expect((await live(killed, 0)).log).toBe(first.log);
  });

  test("where an older copy of the log was restored is refused, and a branch once it is accepted", async () => {
    const disk = new SimulatedDisk();
    const first = await live(disk, 10);
    const copy = copyOf(disk);
    const lost = await live(disk, 100);
    const restored = onDisk(logOf(copy), beside(copyOf(disk)));
    await expect(open(restored)).rejects.toMatchObject({
      code: "log-cut-short",
      cut: { last: first.seq, acknowledged: lost.seq },
    });
    expect(await accept(restored)).toEqual({ kind: "lost", last: first.seq, acknowledged: lost.seq });
    const branch = await live(restored, 200);
    expect(branch.log).not.toBe(first.log);
    expect(branch.lineage).toEqual([{ log: first.log, seq: first.seq }]);
    expect(branch.notices).toEqual(["accepted"]);
    const log = await open(restored);
    expect(log.id).toBe(branch.log);
    expect(log.endOf({ log: first.log })).toBe(first.seq);
    expect(log.endOf({ log: lost.log, run: lost.run })).toBeUndefined();
    const [begun] = await log.read({ after: first.seq, limit: 1 });
    expect(begun?.record).toMatchObject({
      type: "server-started",
      log: branch.log,
      continues: { log: first.log, seq: first.seq },
    });
  });

  test("where both were restored from one time cannot be told, but a cursor of the lost part is", async () => {
    const disk = new SimulatedDisk();
    const first = await live(disk, 10);
    const copy = copyOf(disk);
    const lost = await live(disk, 100);
    const restored = onDisk(copy);
    await live(restored, 200);
    const log = await open(restored);
    expect(log.endOf(first)).toBe(first.seq);
    expect(log.endOf(lost)).toBeUndefined();
  });

  test("where a run was copied in its midst ends that run where the copy ends", async () => {
    const disk = new SimulatedDisk();
    const log = await open(disk);
    await say(log, 10);
    const { seq } = log.last;
    const copy = copyOf(disk);
    await say(log, 100);
    const restored = onDisk(copy);
    await live(restored, 200);
    expect((await open(restored)).endOf({ log: log.id, run: log.run })).toBe(seq);
  });

  test("where a copy went on otherwise is refused, though it is longer", async () => {
    const disk = new SimulatedDisk();
    await live(disk, 10);
    const copy = copyOf(disk);
    await live(disk, 20);
    const elsewhere = onDisk(copy);
    await live(elsewhere, 300);
    const swapped = onDisk(logOf(copyOf(elsewhere)), beside(copyOf(disk)));
    await expect(open(swapped)).rejects.toMatchObject({ code: "log-cut-short", cut: { acknowledged: 32 } });
    expect(await accept(swapped)).toMatchObject({ kind: "lost" });
    expect((await live(swapped, 1)).notices).toEqual(["accepted"]);
  });

  test.each(["missing", "empty"])(
    "where the log is %s is refused, and goes on once it is accepted",
    async (how) => {
      const disk = new SimulatedDisk();
      const first = await live(disk, 10);
      const left = beside(copyOf(disk));
      const gone =
        how === "missing" ? onDisk(left) : onDisk(left, new Map([[simulatedFile, Buffer.alloc(0)]]));
      for (let attempt = 0; attempt < 2; attempt += 1) {
        await expect(open(gone)).rejects.toMatchObject({ code: "log-absent" });
        expect(gone.contentOf(simulatedFile)?.length ?? 0).toBe(0);
      }
      expect(await accept(gone)).toMatchObject({ kind: "gone", acknowledged: first.seq });
      const anew = await live(gone, 3);
      expect(anew.lineage).toEqual([{ log: first.log, seq: 0 }]);
      expect((await live(gone, 0)).log).toBe(anew.log);
    },
  );

  test("of which the log is another one is refused, and cannot be accepted", async () => {
    const [disk, other] = [new SimulatedDisk(), new SimulatedDisk()];
    await live(disk, 3);
    await live(other, 3);
    const mixed = onDisk(logOf(copyOf(other)), beside(copyOf(disk)));
    await expect(open(mixed)).rejects.toMatchObject({ code: "log-other-data" });
    await expect(accept(mixed)).rejects.toMatchObject({ code: "log-other-data" });
  });

  test("of which a copy from before a branch was restored is a branch that continues both", async () => {
    const disk = new SimulatedDisk();
    const first = await live(disk, 10);
    const copy = copyOf(disk);
    const branch = await live(onDisk(logOf(copy)), 5);
    const later = onDisk(logOf(copy));
    await live(later, 5);
    const restored = onDisk(logOf(copy), beside(copyOf(later)));
    await expect(open(restored)).rejects.toMatchObject({ code: "log-cut-short" });
    await accept(restored);
    const third = await live(restored, 1);
    expect(third.lineage).toHaveLength(2);
    expect(third.lineage[1]).toEqual({ log: first.log, seq: first.seq });
    expect(third.lineage.map(({ log }) => log)).not.toContain(branch.log);
  });

  test("of which only the log was restored goes on as a branch by itself, and it is told", async () => {
    const disk = new SimulatedDisk();
    const first = await live(disk, 10);
    const alone = onDisk(logOf(copyOf(disk)));
    const branch = await live(alone, 1);
    expect(branch).toMatchObject({ lineage: [{ log: first.log, seq: first.seq }], notices: ["no-data"] });
    expect((await live(alone, 1)).log).toBe(branch.log);
  });

  test("of which the data is older goes on as a branch by itself, and it is told", async () => {
    const disk = new SimulatedDisk();
    await live(disk, 10);
    const old = beside(copyOf(disk));
    await live(disk, 10);
    const mixed = onDisk(logOf(copyOf(disk)), old);
    expect((await live(mixed, 1)).notices).toEqual(["old-data"]);
    expect((await live(mixed, 1)).notices).toEqual([]);
  });

  test("of which the log was acknowledged without a sync is a branch after the machine stopped, and only then", async () => {
    const disk = new SimulatedDisk();
    const first = await live(disk, 3, { durability: "process" });
    const second = await live(disk, 3, { durability: "process" });
    expect([second.log, second.notices]).toEqual([first.log, []]);
    const log = await open(disk, { durability: "process" });
    await say(log, 3);
    expect((await live(disk.afterKill(), 0, { durability: "process" })).notices).toEqual(["not-synced"]);
  });

  test("where something else is in the place of the mark is told so, and the log is not blamed", async () => {
    const disk = new SimulatedDisk();
    await live(disk, 3);
    const files = copyOf(disk);
    const garbage = onDisk(files, new Map([[`${simulatedData}/log.mark`, Buffer.from("что-то другое\n")]]));
    expect((await live(garbage, 0)).notices).toEqual(["no-data"]);
  });

  test("[LOG-13] a log that is ahead of the clock goes on with the right time once that is accepted", async () => {
    const disk = new SimulatedDisk();
    const now = Date.parse("2026-11-21T10:00:00.000Z");
    await live(disk, 1, { clock: () => now + 10 * 365 * 86_400_000 });
    await live(disk, 1, { clock: () => now });
    expect(await accept(disk, () => now)).toMatchObject({ kind: "ahead" });
    const log = await open(disk, { clock: () => now });
    expect(log.last.time).toBe(new Date(now).toISOString());
    expect(log.lineage).toHaveLength(1);
  });
});

test("[LOG-11] nothing is accepted where nothing is known of a log, and nothing where there is none", async () => {
  const disk = new SimulatedDisk();
  await expect(accept(disk)).rejects.toMatchObject({ code: "log-missing" });
  await live(disk, 3);
  const alone = onDisk(logOf(copyOf(disk)));
  const accepted = await accept(alone);
  expect(accepted).toMatchObject({ kind: "unknown" });
  const sentence = describeAccepted(accepted, { file: simulatedFile, data: simulatedData }, "en");
  expect(sentence).toContain(`Nothing is known of ${simulatedFile} in ${simulatedData}`);
});
