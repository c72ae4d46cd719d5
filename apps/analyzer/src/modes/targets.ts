import { open, stat } from "node:fs/promises";
import type { Options } from "../command.ts";
import { standardInput } from "../input/bytes-of.ts";
import { troubleOf } from "../replace-file.ts";
import { isState } from "../state/state-file.ts";
import { UserError } from "../user-error.ts";

/** The identity of a file whatever its path is; undefined if there is no file. */
const identityOf = async (path: string): Promise<string | undefined> => {
  if (path === standardInput) return undefined;
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  return found?.isFile() === true ? `${found.dev}:${found.ino}` : undefined;
};

const isForStates = async (path: string): Promise<boolean> => {
  try {
    const found = await stat(path);
    // A pipe would wait for somebody who writes.
    if (!found.isFile() && !found.isDirectory()) return false;
    await using handle = await open(path);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0);
    return bytesRead === 0 || isState(buffer.subarray(0, bytesRead));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return true;
    throw new UserError("output", path, troubleOf(error));
  }
};

/** A report that is shown as the log grows goes nowhere else, and in no other form. */
const checkShown = ({ follow, serve, output, format }: Options): void => {
  const isShown = follow || serve !== undefined;
  if (isShown && output !== undefined) throw new UserError("followShown", "--output");
  if (isShown && format !== "text" && (serve === undefined || format !== "html"))
    throw new UserError("followShown", `--format ${format}`);
};

/**
 * Refuses, before anything is read, what would count a log twice or write over something that is not to be lost.
 * @throws {UserError}
 */
export const checkTargets = async (options: Options): Promise<void> => {
  const { files, output, state } = options;
  checkShown(options);
  const logs = new Set<string>();
  for (const file of files) {
    const identity = await identityOf(file);
    if (identity === undefined) continue;
    if (logs.has(identity)) throw new UserError("sameLog", file);
    logs.add(identity);
  }
  for (const target of [output, state]) {
    const identity = target === undefined ? undefined : await identityOf(target);
    if (target !== undefined && identity !== undefined && logs.has(identity))
      throw new UserError("overLog", target);
  }
  if (state === undefined) return;
  if (state === output || !(await isForStates(state))) throw new UserError("notAState", state);
};
