import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { fingerprintOf } from "./fingerprint.ts";

const dayMs = 86_400_000;

/**
 * Builds the program at `home` into `dist/<fingerprint of its sources>`, which appears whole or not at all,
 * so that any number of builds and starts may happen at once. If the sources cannot be built, prints the
 * bundler's message and ends the process with 1.
 * @param make - writes the files into the folder that it is given, `main.js` among them
 */
export const build = async (home: string, make: (folder: string) => Promise<unknown>): Promise<void> => {
  try {
    await buildOnce(home, make);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${stripVTControlCharacters(message)}\n`);
    process.exitCode = 1;
  }
};

const buildOnce = async (home: string, make: (folder: string) => Promise<unknown>): Promise<void> => {
  const dist = join(home, "dist");
  const fingerprint = fingerprintOf(home);
  const unfinished = join(dist, `unfinished-${process.pid}`);
  await mkdir(unfinished, { recursive: true });
  try {
    await make(unfinished);
    // Sources changed meanwhile may be in the build in part.
    if (fingerprintOf(home) !== fingerprint) return await buildOnce(home, make);
    await publish(unfinished, join(dist, fingerprint));
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return await removeOlder(dist, fingerprint);
};

/** Publishes a build. If another build was first, it made the same. */
const publish = async (unfinished: string, folder: string): Promise<void> => {
  try {
    await rename(unfinished, folder);
  } catch (error) {
    if ((await stat(join(folder, "main.js")).catch(() => undefined)) === undefined) throw error;
  }
};

/** Removes builds of older sources after a day: programs started from them may still read them. */
const removeOlder = async (dist: string, current: string): Promise<void> => {
  for (const name of await readdir(dist)) {
    const path = join(dist, name);
    const { mtimeMs } = (await stat(path).catch(() => undefined)) ?? { mtimeMs: Date.now() };
    if (name === current || Date.now() - mtimeMs < dayMs) continue;
    // A build that is in use now is left to the next build.
    await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
};
