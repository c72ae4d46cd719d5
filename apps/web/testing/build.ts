import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const root = resolve(import.meta.dirname, "..");

export interface Built extends AsyncDisposable {
  readonly directory: string;
}

/**
 * Builds as `vite build` does, into a directory of its own. Uses a process of its own, because a test
 * runner's `NODE_ENV` would make it a development build.
 */
export const build = async (config = "vite.config.ts"): Promise<Built> => {
  const directory = await mkdtemp(join(tmpdir(), "beseda-web-"));
  const vite = join(root, "node_modules/vite/bin/vite.js");
  const arguments_ = [vite, "build", "--config", config, "--outDir", directory, "--emptyOutDir"];
  await promisify(execFile)(process.execPath, arguments_, {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production" },
  });
  return {
    directory,
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
};

/** Does the same, once for all files of a test run, which share a temporary folder and run in sequence. */
export const buildOnce = async (config: string): Promise<string> => {
  const directory = join(tmpdir(), config.replaceAll("/", "-"));
  if (!existsSync(directory)) await rename((await build(config)).directory, directory);
  return directory;
};
