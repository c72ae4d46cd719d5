import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";

const isSource = (name: string): boolean => name.endsWith(".ts") && !name.endsWith(".test.ts");

/** A file itself, or the sources below a folder. */
const filesAt = async (path: string): Promise<readonly string[]> => {
  if (!(await stat(path)).isDirectory()) return [path];
  const names = await readdir(path, { recursive: true });
  return names
    .filter(isSource)
    .toSorted()
    .map((name) => join(path, name));
};

/** Changes whenever one of these files does, or a source in one of these folders. */
export const fingerprintOf = async (paths: readonly string[]): Promise<string> => {
  const hash = createHash("sha256").update(process.version);
  for (const path of paths) {
    for (const file of await filesAt(path)) hash.update(file.slice(path.length)).update(await readFile(file));
  }
  return hash.digest("hex").slice(0, 16);
};
