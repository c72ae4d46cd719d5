import { enableCompileCache } from "node:module";

// The one file in JavaScript: what strips the types of the others takes 20 MB and is not even loaded where Node finds
// them in its cache, which only a file that needs no stripping can open first.
enableCompileCache();
await import("./main.ts");
