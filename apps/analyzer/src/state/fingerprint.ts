import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const source = fileURLToPath(new URL("../", import.meta.url));

/** Changes whenever one of these parts of this program does, or a library that it is built on. */
export const fingerprintOf = async (parts: readonly string[]): Promise<string> => {
  const hash = createHash("sha256");
  hash.update(process.version).update(await readFile(join(source, "../package.json")));
  for (const part of parts) {
    const names = await readdir(join(source, part), { recursive: true });
    for (const name of names.filter((found) => found.endsWith(".ts")).toSorted()) {
      hash.update(name).update(await readFile(join(source, part, name)));
    }
  }
  return hash.digest("hex").slice(0, 16);
};
