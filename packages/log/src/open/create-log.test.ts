import { expect, test } from "vitest";
import { openSimulated, simulatedFile } from "../../testing/crash.ts";
import { said } from "../../testing/drafts.ts";
import { at, SimulatedDisk, type SimulatedDiskOptions } from "../../testing/simulated-disk.ts";

/** An empty file that is its own mount: it is never replaced by another one. */
class MountedFile extends SimulatedDisk {
  constructor(options: SimulatedDiskOptions = {}) {
    super(options, [[simulatedFile, Buffer.alloc(0)]]);
  }

  override async rename(from: string, to: string): Promise<void> {
    if (to === simulatedFile) throw Object.assign(new Error("EBUSY"), { code: "EBUSY", syscall: "rename" });
    await super.rename(from, to);
  }
}

test("[LOG-10] an empty file that is mounted by itself becomes a log where it is", async () => {
  const disk = new MountedFile();
  const log = await openSimulated(disk);
  await log.append([said("Привет")]);
  await log.close();
  expect(disk.paths().filter((path) => path.startsWith(simulatedFile))).toEqual([simulatedFile]);
  const again = await openSimulated(disk);
  expect((await again.read({ after: 1, limit: 1 })).map(({ record }) => record.message)).toEqual(["Привет"]);
});

test("[LOG-10] a mounted file that cannot be written is empty as before, whatever failed", async () => {
  const calls = new MountedFile();
  await openSimulated(calls);
  const outcomes = new Set<unknown>();
  for (let call = 1; call <= calls.calls; call += 1) {
    const disk = new MountedFile({ fault: at(call, { kind: "error", code: "ENOSPC", bytes: 20 }) });
    const error: unknown = await openSimulated(disk).then(
      () => undefined,
      (caught: unknown) => caught,
    );
    const length = disk.contentOf(simulatedFile)?.length ?? 0;
    outcomes.add(error === undefined ? "open" : length === 0 ? "empty" : "written");
    await expect(openSimulated(disk.afterKill())).resolves.toBeDefined();
  }
  expect(outcomes).toContain("empty");
});
