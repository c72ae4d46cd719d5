import { basename, join } from "node:path";
import { type Disk, systemCode } from "../disk/disk.ts";
import { LogRefusedError } from "../error.ts";
import { checkpointName } from "../state/checkpoint.ts";
import { markName } from "./durable-mark.ts";
import type { Settings } from "./options.ts";

/**
 * Refuses a log whose path is that of a file that the server itself creates in the data folder: that file
 * would replace the log, with everything that was acknowledged (LOG-10).
 */
export const refuseOwnName = async ({ disk, data, file, reserved }: Settings): Promise<void> => {
  const { path } = await disk.locate(file);
  const isOwn = [markName, checkpointName, ...reserved].some((name) => basename(path).startsWith(name));
  if (isOwn && (await placeOf(disk, join(data, basename(path)))) === path)
    throw new LogRefusedError("log-is-data", file);
};

/** Undefined if its folder does not exist. */
const placeOf = async (disk: Disk, path: string): Promise<string | undefined> => {
  try {
    return (await disk.locate(path)).path;
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw error;
  }
};
