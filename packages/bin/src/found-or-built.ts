import { execFile } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { join } from "node:path";
import { fingerprintOf } from "./fingerprint.ts";
import { remember } from "./last-start.ts";
import { NotBuilt } from "./not-built.ts";
import { words } from "./words.ts";

/** The folder with what was built of these very contents, after building it where there is none. */
export const foundOrBuilt = async (home: string, stamps: string): Promise<string> => {
  const fingerprint = fingerprintOf(home);
  const folder = join(home, "dist", fingerprint);
  if (existsSync(join(folder, "main.js"))) {
    remember(home, { fingerprint, stamps });
    return folder;
  }
  if (!isWritable(home)) throw new NotBuilt(words.notWritable(home), "not-writable");
  await build(home);
  // Of sources that were changed meanwhile something else was built.
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

/** In a process of its own: the bundler's memory, more than all the rest takes, goes with it. */
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
    // The line is taken back, so that the program's words come first.
    if (process.stderr.isTTY) process.stderr.write("\r\u001B[K");
  }
};
