import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join, parse } from "node:path";

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
}

const isManifest = (value: unknown): value is Manifest => typeof value === "object" && value !== null;

const dependenciesOf = (home: string): readonly string[] => {
  const manifest: unknown = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
  const { dependencies = {} } = isManifest(manifest) ? manifest : {};
  return Object.entries(dependencies).flatMap(([name, version]) =>
    version.startsWith("workspace:") ? [realpathSync.native(join(home, "node_modules", name))] : [],
  );
};

/** The folder itself, and those of the parts of the workspace that it is built on, each once. */
const homesOf = (home: string, known = new Set<string>()): ReadonlySet<string> => {
  if (known.has(home)) return known;
  known.add(home);
  for (const dependency of dependenciesOf(home)) homesOf(dependency, known);
  return known;
};

const isOfTests = (name: string): boolean => name.includes(".test.") || name.includes(".contract.");

/** By names alone, and into one list: it is a part of each start, and what is made here is garbage at once. */
const collectFiles = (folder: string, files: string[]): void => {
  for (const name of readdirSync(folder)) {
    const path = `${folder}/${name}`;
    if (name.includes(".")) {
      if (!isOfTests(name)) files.push(path);
    } else collectFiles(path, files);
  }
};

/** The lock file of the workspace: it says which versions of the libraries are used. */
const lockFileAbove = (folder: string): string | undefined => {
  const file = join(folder, "pnpm-lock.yaml");
  if (statSync(file, { throwIfNoEntry: false })) return file;
  return folder === parse(folder).root ? undefined : lockFileAbove(dirname(folder));
};

/** All files that the program at `home` is built of, those of its libraries by their versions. */
export const sourcesOf = (home: string): readonly string[] => {
  const files: string[] = [];
  for (const one of homesOf(realpathSync.native(home))) {
    files.push(join(one, "package.json"));
    collectFiles(join(one, "src"), files);
  }
  const lockFile = lockFileAbove(home);
  if (lockFile !== undefined) files.push(lockFile);
  return files;
};

/** What can be said of files without reading them: a change of one changes it, but for one that keeps time and size. */
export const stampsOf = (files: readonly string[]): string => {
  let stamps = "";
  for (const file of files) {
    const { mtimeMs, size } = statSync(file);
    stamps += `${file} ${mtimeMs} ${size}\n`;
  }
  return stamps;
};
