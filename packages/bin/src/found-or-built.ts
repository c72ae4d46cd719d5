import { execFile } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { join } from "node:path";
import { fingerprintOf } from "./fingerprint.ts";
import { remember } from "./last-start.ts";
import { NotBuilt } from "./not-built.ts";
import { words } from "./words.ts";

/** Returns the folder with the build of exactly these sources; builds it if there is none. */
export const foundOrBuilt = async (home: string, stamps: string): Promise<string> => {
  const fingerprint = fingerprintOf(home);
  const folder = join(home, "dist", fingerprint);
  if (existsSync(join(folder, "main.js"))) {
    remember(home, { fingerprint, stamps });
    return folder;
  }
  if (!isWritable(home)) throw new NotBuilt(words.notWritable(home), "not-writable");
  await build(home);
  // If the sources were changed meanwhile, another fingerprint was built.
  return existsSync(join(folder, "main.js")) ? folder : join(home, "dist", fingerprintOf(home));
};

const isWritable = (home: string): boolean => {
  const dist = join(home, "dist");
  try {
    accessSync(existsSync(dist) ? dist : home, constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

/** Builds in a separate process: the bundler's memory, more than all the rest takes, is freed with it. */
const build = async (home: string): Promise<void> => {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  execFile(process.execPath, [join(home, "src/build.ts")], { cwd: home }, (error, _, told) => {
    if (error) reject(new NotBuilt(`${told.trim()}\n${words.notBuilt(home)}`, "failed", { cause: error }));
    else resolve();
  });
  if (process.stderr.isTTY) process.stderr.write(words.building);
  try {
    await promise;
  } finally {
    // The line is erased, so that the program's output comes first.
    if (process.stderr.isTTY) process.stderr.write("\r\u001B[K");
  }
};
