import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { sourcesOf } from "./sources.ts";

/** Changes whenever the program at `home` is built of other names or other bytes, and only then. */
export const fingerprintOf = (home: string): string => {
  const hash = createHash("sha256");
  for (const file of sourcesOf(home)) hash.update(`${relative(home, file)}\n`).update(readFileSync(file));
  return hash.digest("hex").slice(0, 16);
};
