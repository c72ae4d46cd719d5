import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const opener = fileURLToPath(new URL("opener-process.ts", import.meta.url));

/** The cost of opening a log in a new process. */
export interface Opening {
  readonly records: number;
  readonly ms: number;
  /** Memory of the process before and after. */
  readonly mbBefore: number;
  readonly mbAfter: number;
}

/** Opens the log in a directory in a process of its own, with its checkpoint or without. */
export const openElsewhere = (directory: string, hasCheckpoint: boolean): Opening => {
  if (!hasCheckpoint) rmSync(join(directory, "data", "log.checkpoint"));
  const answer = execFileSync(process.execPath, [opener, directory], { encoding: "utf8" });
  const { records, ms, mbBefore, mbAfter }: Record<string, number> = Object(JSON.parse(answer));
  return {
    records: records ?? Number.NaN,
    ms: ms ?? Number.NaN,
    mbBefore: mbBefore ?? Number.NaN,
    mbAfter: mbAfter ?? Number.NaN,
  };
};
