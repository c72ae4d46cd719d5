import { execFile } from "node:child_process";
import { accessSync, constants, mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** @returns the folder that the program lies in, the first of `folders` that may be written to */
export const makeProgram = async (options: URL, folders: readonly string[]): Promise<string> => {
  const folder = folders.find(isWritable) ?? mkdtempSync(join(tmpdir(), "beseda-program-"));
  // In a process of its own: the bundler's memory, more than all the rest takes, goes with it.
  const script = fileURLToPath(new URL("bundler-process.ts", import.meta.url));
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  execFile(process.execPath, [script, options.href, folder], (error, _, told) => {
    if (error) reject(new Error(told.trim(), { cause: error }));
    else resolve(folder);
  });
  return promise;
};

const isWritable = (folder: string): boolean => {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
};
