import { execFileSync } from "node:child_process";
import { accessSync, constants, mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { areFresh } from "./freshness.ts";

export interface ReadyBundleOptions {
  /** Where the program begins. */
  readonly entry: string;
  /** Where the bundle is kept. */
  readonly folder: string;
  /** What it depends on besides the sources that the bundler finds: the lock file, and this launcher. */
  readonly alsoOn: readonly string[];
}

const writableFolder = (folder: string): string => {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return folder;
  } catch {
    // An installation that may not be written to is bundled anew for each start, in a folder of its own.
    return mkdtempSync(join(tmpdir(), "beseda-terminal-"));
  }
};

/** The path of a bundle that is not older than its sources; made only where there is none. */
export const readyBundle = ({ entry, folder, alsoOn }: ReadyBundleOptions): string => {
  if (areFresh(join(folder, "inputs.json"))) return join(folder, "main.js");
  const target = writableFolder(folder);
  // In a process of its own: the bundler's memory, more than all the rest takes, goes with it.
  const script = fileURLToPath(new URL("./make-bundle.ts", import.meta.url));
  execFileSync(process.execPath, [script, entry, target, ...alsoOn], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  return join(target, "main.js");
};
