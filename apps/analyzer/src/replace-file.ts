import { randomUUID } from "node:crypto";
import { lstat, open, realpath, rename, rm, stat, type FileHandle } from "node:fs/promises";
import type { WriteTrouble } from "./locale/en.ts";
import { UserError } from "./user-error.ts";

type Pieces = Iterable<string | Uint8Array>;

const troubles: Readonly<Record<string, WriteTrouble>> = {
  EISDIR: "directory",
  ENOENT: "folder",
  ENOTDIR: "folder",
  EACCES: "denied",
  EPERM: "denied",
  EROFS: "denied",
  ENOSPC: "full",
  EDQUOT: "full",
};

/** Why something could not be written, as far as that helps. */
export const troubleOf = (error: unknown): WriteTrouble =>
  (error instanceof Error && "code" in error ? troubles[String(error.code)] : undefined) ?? "other";

const writeAll = async (handle: FileHandle, pieces: Pieces): Promise<void> => {
  for (const piece of pieces) await handle.writeFile(piece);
};

/** Writes into a target that is not a replaceable file: a pipe, a device, a link to a file not there yet. */
const writeInto = async (path: string, pieces: Pieces): Promise<void> => {
  await using handle = await open(path, "w");
  await writeAll(handle, pieces);
};

const writeBeside = async (path: string, pieces: Pieces): Promise<void> => {
  const mode = await stat(path).then(
    (found) => found.mode & 0o777,
    () => 0o666,
  );
  const partial = `${path}.${randomUUID()}.partial`;
  try {
    {
      await using handle = await open(partial, "wx", mode);
      await writeAll(handle, pieces);
    }
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw error;
  }
};

/** Whether it is to be written into as it is: it is not a file, or is a link to none. */
const isNoFile = async (path: string): Promise<boolean> => {
  const found = await stat(path).catch(() => lstat(path).catch(() => undefined));
  return found !== undefined && !found.isFile();
};

/**
 * Replaces a file as a whole, or leaves it as it was. A target that is not a file stays what it is, and is
 * written into: a pipe, a device, what a link leads to.
 * @throws {UserError} where it cannot be written
 */
export const replaceFile = async (path: string, pieces: Pieces): Promise<void> => {
  try {
    if (await isNoFile(path)) return await writeInto(path, pieces);
    await writeBeside(await realpath(path).catch(() => path), pieces);
  } catch (error) {
    throw new UserError("output", path, troubleOf(error));
  }
};
