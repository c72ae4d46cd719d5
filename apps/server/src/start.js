import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { heldYoungGeneration } from "./v8-flags.js";
import { needCurrentFolder } from "@beseda/bin/current-folder";

needCurrentFolder(73);

// JavaScript, as what strips the types of the other files takes 14 MB for as long as the server runs, and is not even
// loaded where Node finds them in its cache, which only a file that needs no stripping can open first.

// Held from here on until the program takes it back. Before the cache: what is compiled under other flags of V8 is of no
// use.
setFlagsFromString(heldYoungGeneration);
// Stripping the types of all sources costs a second and 20 MB at each start; kept once, it costs neither. A thread
// finds the cache through the environment.
const { directory } = enableCompileCache(
  fileURLToPath(new URL("../../../node_modules/.cache/beseda", import.meta.url)),
);
if (directory !== undefined) process.env["NODE_COMPILE_CACHE"] ??= directory;

// A module that imports `node:http` gets all of its exports read, and reading these loads an HTTP client that a server
// never uses: 14 MB and 40 ms.
const http = process.getBuiltinModule("node:http");
for (const name of ["WebSocket", "CloseEvent", "MessageEvent"])
  Object.defineProperty(http, name, { value: undefined });

await import("./cli/program.ts");
