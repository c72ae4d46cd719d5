import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { rolldown, type Plugin } from "rolldown";
import { stampsOf } from "./freshness.ts";
import { alsoMadeOf, inputsFile, programFolder } from "./ready-program.ts";

const sourceOf = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

const thread = 'new URL("scan-thread.ts", import.meta.url)';

/** A thread starts from a file of the bundle; whatever else looks for files looks for them beside its source. */
const knowsItsPlace: Plugin = {
  name: "knows-its-place",
  transform: (code, id) =>
    id.includes("node_modules") || !code.includes("import.meta.url")
      ? null
      : code
          .replaceAll(thread, "__threadUrl")
          .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(id).href))
          .replaceAll("__threadUrl", 'new URL("scan-thread.js", import.meta.url)'),
};

await using build = await rolldown({
  input: { main: sourceOf("main.ts"), "scan-thread": sourceOf("input/scan-thread.ts") },
  platform: "node",
  // It makes the page, and is far larger than all the rest.
  external: ["rolldown"],
  plugins: [knowsItsPlace],
  logLevel: "silent",
});
// Several runs may begin at once: each file appears whole, and no file of another run is missed.
const unfinished = `${programFolder}.${process.pid}`;
const { output } = await build.generate({ format: "esm", chunkFileNames: "[name]-[hash].js" });
mkdirSync(unfinished, { recursive: true });
mkdirSync(programFolder, { recursive: true });
const inputs = new Set<string>();
const made = new Set(["inputs.json"]);
for (const file of output) {
  if (file.type !== "chunk") continue;
  made.add(file.fileName);
  for (const id of file.moduleIds) if (!id.startsWith("\0") && !id.includes("node_modules")) inputs.add(id);
  writeFileSync(join(unfinished, file.fileName), file.code);
  renameSync(join(unfinished, file.fileName), join(programFolder, file.fileName));
}
writeFileSync(join(unfinished, "inputs.json"), JSON.stringify(stampsOf([...inputs, ...alsoMadeOf])));
renameSync(join(unfinished, "inputs.json"), inputsFile);
rmSync(unfinished, { recursive: true });

const dayMs = 86_400_000;
// What an older program consists of may still be asked for by a run that began with it.
for (const name of readdirSync(programFolder)) {
  const file = join(programFolder, name);
  if (!made.has(name) && Date.now() - statSync(file).mtimeMs > dayMs) rmSync(file, { force: true });
}
