import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

// The one file in JavaScript: what strips the types of the others is a tenth of a second, and is not even loaded where
// Node finds them in its cache, which only a file that needs no stripping can open first.
enableCompileCache(fileURLToPath(new URL("../dist/compiled", import.meta.url)));
await import("./launch.ts");
