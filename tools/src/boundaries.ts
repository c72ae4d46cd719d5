import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { packageRules, serverRules, serverShared, serverStart } from "./boundary-rules.ts";
import { circles } from "./circles.ts";
import { importsOf, type Import } from "./imports.ts";

const sourcesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/u.test(name) && !/\.(?:test|contract)\.tsx?$/u.test(name))
    .map((name) => join(folder, name));

const folderIn = (source: string, file: string): string | undefined => {
  const parts = relative(source, file).split(sep);
  return parts.length > 1 ? parts[0] : undefined;
};

/** Every import under `root` that is not in the map in DESIGN and ARCHITECTURE, one sentence each. */
export const violations = (root: string): readonly string[] => [
  ...Object.keys(packageRules).flatMap((part) => packageViolations(root, part)),
  ...serverViolations(root),
];

const packageViolations = (root: string, part: string): readonly string[] =>
  sourcesIn(join(root, part, "src")).flatMap((file) =>
    importsOf(readFileSync(file, "utf8"))
      .filter((found) => !isAllowed(part, found) || leaves(join(root, part), file, found))
      .map(({ specifier }) => `${relative(root, file)}: ${part} must not import ${specifier}`),
  );

const isAllowed = (part: string, { specifier }: Import): boolean => {
  if (!specifier.startsWith("@beseda/")) return true;
  const name = specifier.split("/").slice(0, 2).join("/");
  return packageRules[part]?.includes(name) ?? false;
};

/** Whether a relative import points out of its own package. */
const leaves = (home: string, file: string, { specifier }: Import): boolean =>
  specifier.startsWith(".") && relative(home, resolve(dirname(file), specifier)).startsWith("..");

const serverViolations = (root: string): readonly string[] => {
  const source = join(root, "apps/server/src");
  return sourcesIn(source).flatMap((file) => {
    const from = folderIn(source, file);
    if (from === undefined || from === serverStart) return [];
    return importsOf(readFileSync(file, "utf8"))
      .filter(({ specifier }) => specifier.startsWith("."))
      .map(({ specifier }) => resolve(dirname(file), specifier))
      .filter((target) => !isAllowedInServer(source, from, target))
      .map((target) => `${relative(root, file)}: ${from} must not import ${relative(source, target)}`);
  });
};

const isAllowedInServer = (source: string, from: string, target: string): boolean => {
  const to = folderIn(source, target);
  if (to === undefined) return serverShared.includes(relative(source, target));
  return to === from || (serverRules[from]?.includes(to) ?? false);
};

if (import.meta.main) {
  const root = resolve(import.meta.dirname, "../..");
  const found = [...violations(root), ...circles(root)];
  for (const sentence of found) process.stderr.write(`${sentence}\n`);
  if (found.length > 0) process.exit(1);
  process.stdout.write("Every import is within the boundaries.\n");
}
