import { enableCompileCache } from "node:module";
import { join } from "node:path";
import { holdYoungGeneration } from "./young-generation.ts";

// Before the cache: what is compiled under other flags of V8 is of no use.
holdYoungGeneration();
// Stripping the types of all sources costs a second and 20 MB at each start; kept once, it costs neither. A thread
// finds the cache through the environment.
const { directory } = enableCompileCache(join(import.meta.dirname, "../../../node_modules/.cache/beseda"));
if (directory !== undefined) process.env["NODE_COMPILE_CACHE"] ??= directory;

await import("./program.ts");
