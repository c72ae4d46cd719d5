import { access, constants, mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Makes the folder of the secrets, and those above it that are not there; one that is there can be written, or is told
 * now. What Node calls `recursive` never ends where the system lets no folder be made, and does not tell a disk that can
 * only be read.
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
