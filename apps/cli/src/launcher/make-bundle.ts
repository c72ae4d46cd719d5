import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundle } from "./bundle.ts";
import { stampsOf } from "./freshness.ts";

/** Several terminals may start at once: each file appears whole. */
const writeWhole = (file: string, text: string): void => {
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, text);
  renameSync(unfinished, file);
};

const [entry = "", folder = "", ...alsoOn] = process.argv.slice(2);
const { code, inputs } = await bundle(entry);
const made = join(folder, "main.js");
const sources = inputs.filter((file) => !file.includes("node_modules"));
mkdirSync(folder, { recursive: true });
writeWhole(made, code);
writeWhole(join(folder, "inputs.json"), JSON.stringify(stampsOf([...sources, ...alsoOn, made])));
