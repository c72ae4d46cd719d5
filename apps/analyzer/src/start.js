import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

// The one file in JavaScript: what strips the types of the others takes 20 MB and is not even loaded where Node finds
// them in its cache, which only a file that needs no stripping can open first.
enableCompileCache(fileURLToPath(new URL("../dist/compiled", import.meta.url)));
const { readyProgram } = await import("@beseda/launcher");
// Where the program cannot be made of its sources they are run as they are.
const sources = () => new URL("main.ts", import.meta.url).href;
await import(await readyProgram(new URL("bundle.ts", import.meta.url)).catch(sources));
