import { mkdirSync, mkdtempSync, renameSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { areFresh, stampsOf } from "./freshness.ts";

export interface ReadyBundleOptions {
  /** Where the program begins. */
  readonly entry: string;
  /** Where the bundle is kept. */
  readonly folder: string;
  /** What it depends on besides the sources that the bundler finds: the lock file, and this launcher. */
  readonly alsoOn: readonly string[];
}

/** Several terminals may start at once: each file appears whole. */
const writeWhole = (file: string, text: string): void => {
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, text);
  renameSync(unfinished, file);
};

const writableFolder = (folder: string): string => {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, ".writable"), "");
    return folder;
  } catch {
    // An installation that may not be written to is bundled anew for each start, in a folder of its own.
    return mkdtempSync(join(tmpdir(), "beseda-terminal-"));
  }
};

/** The path of a bundle that is not older than its sources; made only where there is none. */
export const readyBundle = async ({ entry, folder, alsoOn }: ReadyBundleOptions): Promise<string> => {
  const kept = join(folder, "main.js");
  if (areFresh(join(folder, "inputs.json"))) return kept;
  const { bundle } = await import("./bundle.ts");
  const { code, inputs } = await bundle(entry);
  const target = writableFolder(folder);
  const made = join(target, "main.js");
  writeWhole(made, code);
  const sources = inputs.filter((file) => !file.includes("node_modules"));
  writeWhole(join(target, "inputs.json"), JSON.stringify(stampsOf([...sources, ...alsoOn, made])));
  return made;
};
