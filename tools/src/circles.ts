import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { importsOf } from "./imports.ts";

/** Folders that hold the parts of the workspace, and folders that are a part themselves. */
const homes = ["apps", "packages"] as const;
const parts = ["bench", "e2e", "tools"] as const;

const foldersIn = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
        entry.isDirectory() ? [entry.name] : [],
      )
    : [];

const isSource = (name: string): boolean =>
  /\.(?:ts|tsx|js)$/u.test(name) &&
  !name.split(sep).some((folder) => folder === "node_modules" || folder === "dist" || folder === "fixtures");

const sourcesUnder = (root: string): readonly string[] =>
  [...homes.flatMap((home) => foldersIn(join(root, home)).map((part) => join(home, part))), ...parts].flatMap(
    (part) =>
      existsSync(join(root, part))
        ? readdirSync(join(root, part), { recursive: true, encoding: "utf8" })
            .filter(isSource)
            .map((name) => join(root, part, name))
        : [],
  );

/** A file on the way through the graph. */
interface Visit {
  readonly index: number;
  lowest: number;
  isOpen: boolean;
}

/** The circles of a graph: its strongly connected components of more than one node (Tarjan). */
const circlesIn = (graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] => {
  const visits = new Map<string, Visit>();
  const open: string[] = [];
  const circles: (readonly string[])[] = [];
  const visit = (node: string): Visit => {
    const own: Visit = { index: visits.size, lowest: visits.size, isOpen: true };
    visits.set(node, own);
    open.push(node);
    for (const next of graph.get(node) ?? []) {
      const known = visits.get(next);
      if (!known) own.lowest = Math.min(own.lowest, visit(next).lowest);
      else if (known.isOpen) own.lowest = Math.min(own.lowest, known.index);
    }
    if (own.lowest === own.index) {
      const component = open.splice(open.indexOf(node));
      for (const member of component) {
        const closed = visits.get(member);
        if (closed) closed.isOpen = false;
      }
      if (component.length > 1) circles.push(component);
    }
    return own;
  };
  for (const node of graph.keys()) if (!visits.has(node)) visit(node);
  return circles;
};

/** Files under `root` that import each other in a circle, be it only for a type: one sentence for each circle. */
export const circles = (root: string): readonly string[] => {
  const files = new Set(sourcesUnder(root));
  const graph = new Map(
    [...files].map((file) => [
      file,
      importsOf(readFileSync(file, "utf8"))
        .filter(({ specifier }) => specifier.startsWith("."))
        .map(({ specifier }) => resolve(dirname(file), specifier))
        .filter((target) => files.has(target)),
    ]),
  );
  return circlesIn(graph).map(
    (circle) => `a circle of imports: ${circle.map((file) => relative(root, file)).join(" → ")} → …`,
  );
};
