import { copyFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { build } from "@beseda/bin/build";
import { rolldown } from "rolldown";
import { bundle, page } from "./bundle.ts";

await build(resolve(import.meta.dirname, ".."), async (folder) => {
  await using program = await rolldown(bundle);
  await program.write({ dir: folder, format: "esm", chunkFileNames: "[name]-[hash].js" });
  await using script = await rolldown(page);
  await script.write({ file: join(folder, "page.js"), format: "iife", minify: true });
  await copyFile(join(import.meta.dirname, "page/style.css"), join(folder, "page.css"));
});
