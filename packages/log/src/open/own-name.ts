import { basename, join } from "node:path";
import { type Disk, systemCode } from "../disk/disk.ts";
import { LogRefusedError } from "../error.ts";
import { checkpointName } from "../state/checkpoint.ts";
import { markName } from "./durable-mark.ts";
import type { Settings } from "./options.ts";

/**
 * Refuses a log at the place of a file that the server itself makes in the folder of the data: that one would be put over
 * the log, with all that was acknowledged (LOG-10).
 */
export const refuseOwnName = async ({ disk, data, file, reserved }: Settings): Promise<void> => {
  const { path } = await disk.locate(file);
  const isOwn = [markName, checkpointName, ...reserved].some((name) => basename(path).startsWith(name));
  if (isOwn && (await placeOf(disk, join(data, basename(path)))) === path)
    throw new LogRefusedError("log-is-data", file);
};

/** Undefined where there is no folder for it. */
const placeOf = async (disk: Disk, path: string): Promise<string | undefined> => {
  try {
    return (await disk.locate(path)).path;
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw error;
  }
};
