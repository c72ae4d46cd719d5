import { existsSync } from "node:fs";
import { join } from "node:path";
import { lastStart } from "./last-start.ts";
import { sourcesOf, stampsOf } from "./sources.ts";

/**
 * Returns the folder with the program at `home`, built from its current sources. Looks it up by the sources'
 * times and sizes; if these differ, by their contents; if there is no build of those, builds it.
 * @throws {NotBuilt} it cannot be built
 */
export const builtFolder = async (home: string): Promise<string> => {
  const stamps = stampsOf(sourcesOf(home));
  const last = lastStart(home);
  if (last?.stamps === stamps) {
    const folder = join(home, "dist", last.fingerprint);
    if (existsSync(join(folder, "main.js"))) return folder;
  }
  // Loaded only here: most starts find the program built.
  const { foundOrBuilt } = await import("./found-or-built.ts");
  return foundOrBuilt(home, stamps);
};
