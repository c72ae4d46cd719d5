import { enableCompileCache } from "node:module";

// The one file in JavaScript: what strips the types of the others takes 20 MB and is not even loaded where Node finds
// them in its cache, which only a file that needs no stripping can open first.
enableCompileCache();
const { readyProgram } = await import("./launcher/ready-program.ts");
await import(readyProgram());
