import { resolve } from "node:path";
import { build } from "@beseda/bin/build";
import { rolldown } from "rolldown";
import { bundle } from "./bundle.ts";

await build(resolve(import.meta.dirname, ".."), async (folder) => {
  await using program = await rolldown(bundle);
  await program.write({ dir: folder, format: "esm", chunkFileNames: "[name]-[hash].js" });
});
