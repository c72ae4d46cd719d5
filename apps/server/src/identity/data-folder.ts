import { access, constants, mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Makes the folder of the secrets, and missing ones above it; refuses now one that exists and cannot be
 * written. Node's `recursive` never ends if the system lets no folder be made, and does not report a disk
 * that can only be read.
 * @throws {NodeJS.ErrnoException} `EEXIST` where something else is there
 */
export const makeDataFolder = async (path: string): Promise<void> => {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    const parent = dirname(path);
    if (code === "ENOENT" && !(await isFolder(parent))) {
      await makeDataFolder(parent);
      return makeDataFolder(path);
    }
    if (!(await isFolder(path))) throw error;
  }
  await access(path, constants.W_OK);
};

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
