import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown, type Plugin } from "rolldown";
import type { BundleOptions } from "./bundle-options.ts";
import { stampsOf } from "./freshness.ts";
import { knowsItsPlace } from "./knows-its-place.ts";

const [optionsUrl = "", folder = ""] = process.argv.slice(2);
const { bundle }: { readonly bundle: BundleOptions } = await import(optionsUrl);

/** What was read, with what left nothing but names in the bundle, or nothing at all. */
const read = new Set<string>();
const notesWhatIsRead: Plugin = {
  name: "notes-what-is-read",
  moduleParsed: ({ id }) => void read.add(id),
};

const plugins = [bundle.plugins, knowsItsPlace(bundle.input), notesWhatIsRead];
await using build = await rolldown({ ...bundle, plugins, platform: "node", logLevel: "silent" });
const { output } = await build.generate({ format: "esm", chunkFileNames: "[name]-[hash].js" });

// Several starts may make it at once: each file appears whole, and no file of another one is missed.
const unfinished = join(folder, `unfinished-${process.pid}`);
const write = (name: string, text: string): void => {
  writeFileSync(join(unfinished, name), text);
  renameSync(join(unfinished, name), join(folder, name));
};
mkdirSync(unfinished, { recursive: true });
const chunks = output.filter((file) => file.type === "chunk");
for (const { fileName, code } of chunks) write(fileName, code);
const made = chunks.map(({ fileName }) => join(folder, fileName));

const sources = [...read].filter((id) => !id.startsWith("\0") && !id.includes("node_modules"));
/** What the bundler does not tell: the versions of the libraries, and what the bundle is made by. */
const makers = [
  fileURLToPath(new URL("../../../pnpm-lock.yaml", optionsUrl)),
  fileURLToPath(optionsUrl),
  ...readdirSync(import.meta.dirname)
    .filter((name) => !name.endsWith(".test.ts"))
    .map((name) => join(import.meta.dirname, name)),
];
write("inputs.json", JSON.stringify(stampsOf([...new Set([...sources, ...makers, ...made])])));
rmSync(unfinished, { recursive: true });

const dayMs = 86_400_000;
const current = new Set(["inputs.json", ...chunks.map(({ fileName }) => fileName)]);
// What an older program consists of may still be asked for by a run that began with it.
for (const name of readdirSync(folder)) {
  const path = join(folder, name);
  const modifiedMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (!current.has(name) && Date.now() - modifiedMs > dayMs) rmSync(path, { recursive: true, force: true });
}
