import { existsSync } from "node:fs";
import { join } from "node:path";
import { lastStart } from "./last-start.ts";
import { sourcesOf, stampsOf } from "./sources.ts";

/**
 * The folder with the program at `home`, built of its sources as they are now. Looked up by the sources' times and sizes;
 * where these differ, by their contents; and where nothing was built of those, it is built.
 * @throws {NotBuilt} where it cannot be
 */
export const builtFolder = async (home: string): Promise<string> => {
  const stamps = stampsOf(sourcesOf(home));
  const last = lastStart(home);
  if (last?.stamps === stamps) {
    const folder = join(home, "dist", last.fingerprint);
    if (existsSync(join(folder, "main.js"))) return folder;
  }
  // Loaded for it alone: most starts find the program built.
  const { foundOrBuilt } = await import("./found-or-built.ts");
  return foundOrBuilt(home, stamps);
};
