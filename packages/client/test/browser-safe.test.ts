import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

/** Imports and re-exports that are still there when the types are gone. */
const valueImport = /^(?:import|export)\s+(?!type\b)(?:[^;"']*?\sfrom\s+)?["']([^"']+)["']/gmu;

interface Graph {
  readonly files: ReadonlySet<string>;
  readonly packages: ReadonlySet<string>;
}

/** Returns the modules that a program loads by importing an entry. */
const graphOf = (entry: string): Graph => {
  const files = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    for (const [, specifier = ""] of readFileSync(file, "utf8").matchAll(valueImport)) {
      if (specifier.startsWith(".")) visit(join(dirname(file), specifier));
      else packages.add(specifier);
    }
  };
  visit(join(import.meta.dirname, "../src", entry));
  return { files, packages };
};

/** Globals that a page does not have. */
const nodeGlobal = /(?<![.\w"'`-])(?:process|Buffer|__dirname|setImmediate|require)\b(?=[.(])/u;

test.each(["index.ts", "browser.ts"])("a page can load %s: nothing of Node is in it", (entry) => {
  const { files, packages } = graphOf(entry);
  const allowed = new Set(["@beseda/protocol", "@trpc/client", "zod"]);
  expect([...packages].filter((name) => !allowed.has(name))).toEqual([]);
  const sources = [...files].map((file) =>
    readFileSync(file, "utf8").replaceAll(/\/\*[^]*?\*\/|\/\/.*/gu, ""),
  );
  expect(sources.filter((source) => nodeGlobal.test(source))).toEqual([]);
});

test("the part for Node is known by what it loads", () => {
  expect([...graphOf("node.ts").packages].some((name) => name.startsWith("node:"))).toBe(true);
});

test("the root knows its parts", () => {
  expect(graphOf("index.ts").files.size).toBeGreaterThan(20);
});
