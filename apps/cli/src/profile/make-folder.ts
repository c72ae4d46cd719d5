import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a folder that only its owner can read, and its missing parents. Node's `recursive` never ends where
 * the system allows no folder to be made.
 * @throws {NodeJS.ErrnoException} if it cannot be made
 */
export const makeFolder = (path: string): void => {
  if (isFolder(path)) return;
  const parent = dirname(path);
  if (parent !== path && !isFolder(parent)) makeFolder(parent);
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another terminal may have made it meanwhile.
    if (!isFolder(path)) throw error;
  }
};

const isFolder = (path: string): boolean => {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
};
