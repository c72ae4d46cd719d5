import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";
import { needCurrentFolder } from "@beseda/bin/current-folder";

needCurrentFolder(1);

// The one file in JavaScript: what strips the types of the others is a tenth of a second, and is not even loaded where
// Node finds them in its cache, which only a file that needs no stripping can open first.
enableCompileCache(fileURLToPath(new URL("../dist/compiled", import.meta.url)));

// From here on what is typed is for the chat: not echoed by the terminal, and Enter is Enter, although nobody reads yet.
// Whatever ends the program gives the terminal back.
if (process.stdin.isTTY && process.stdout.isTTY) process.stdin.setRawMode(true);

const { startProgram } = await import("@beseda/bin/start-program");
await startProgram(new URL("../", import.meta.url));
