import { enableCompileCache } from "node:module";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { areFresh } from "./freshness.ts";

/**
 * The URL of a program, as a few files that are not older than its sources: hundreds take several times as long to load.
 * They are made where there are none: at the first start and after each change of a source, beside the sources in
 * `dist/program`, or where that may not be written to, in the cache folder of whoever starts the program.
 * @param options - where the program's `bundle.ts` is, see `BundleOptions`
 * @throws {Error} with what the bundler said, where the program cannot be made
 */
export const readyProgram = async (options: URL): Promise<string> => {
  const folders = foldersOf(fileURLToPath(options));
  const folder = folders.find((candidate) => areFresh(join(candidate, "inputs.json")));
  const made = folder ?? (await make(options, folders));
  // Beside a program that could not be made beside its sources; elsewhere what starts it has done so before.
  enableCompileCache(join(dirname(made), "compiled"));
  return pathToFileURL(join(made, "main.js")).href;
};

/** Where a program may lie, the best place first. */
const foldersOf = (options: string): readonly string[] => {
  const home = dirname(dirname(options));
  const cache = process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache");
  const ownName = Buffer.from(home).toString("base64url");
  return [join(home, "dist", "program"), join(cache, "beseda", ownName, "program")];
};

/** Loaded for it alone: most starts find the program made. */
const make = async (options: URL, folders: readonly string[]): Promise<string> =>
  (await import("./make-program.ts")).makeProgram(options, folders);
