import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { sourcesOf } from "./sources.ts";

/** Returns a fingerprint that changes only, and always, with a name or byte of the sources at `home`. */
export const fingerprintOf = (home: string): string => {
  const hash = createHash("sha256");
  for (const file of sourcesOf(home)) hash.update(`${relative(home, file)}\n`).update(readFileSync(file));
  return hash.digest("hex").slice(0, 16);
};
