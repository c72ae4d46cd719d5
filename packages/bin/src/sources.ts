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

/** The folder itself, and those of the workspace packages that it depends on, each once. */
const homesOf = (home: string, known = new Set<string>()): ReadonlySet<string> => {
  if (known.has(home)) return known;
  known.add(home);
  for (const dependency of dependenciesOf(home)) homesOf(dependency, known);
  return known;
};

const isOfTests = (name: string): boolean => name.includes(".test.") || name.includes(".contract.");

/** Collects files by name into one list: this runs at each start, and its objects are garbage at once. */
const collectFiles = (folder: string, files: string[]): void => {
  for (const name of readdirSync(folder)) {
    const path = `${folder}/${name}`;
    if (name.includes(".")) {
      if (!isOfTests(name)) files.push(path);
    } else collectFiles(path, files);
  }
};

/** Finds the lock file of the workspace, which gives the versions of the libraries. */
const lockFileAbove = (folder: string): string | undefined => {
  const file = join(folder, "pnpm-lock.yaml");
  if (statSync(file, { throwIfNoEntry: false })) return file;
  return folder === parse(folder).root ? undefined : lockFileAbove(dirname(folder));
};

/** Lists all files that the program at `home` is built from; the lock file stands for its libraries. */
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

/** Returns the times and sizes of files, unread: only a change that keeps both goes unnoticed. */
export const stampsOf = (files: readonly string[]): string => {
  let stamps = "";
  for (const file of files) {
    const { mtimeMs, size } = statSync(file);
    stamps += `${file} ${mtimeMs} ${size}\n`;
  }
  return stamps;
};
