import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { needCurrentFolder } from "@beseda/bin/current-folder";

needCurrentFolder(2);

// A log of any length is read in the same memory: the room for young objects stays as small as it is at first, and the
// heap grows by a fifth at a time. With V8's own choice a report over a million records takes 57 MB more and is no
// faster. The program sets both itself, so that nobody who starts it has to know them; before the cache, as what is
// compiled under other flags is of no use.
setFlagsFromString("--semi-space-growth-factor=1");
setFlagsFromString("--heap-growing-percent=20");

// The one file in JavaScript: what strips the types of the others takes 20 MB and is not even loaded where Node finds
// them in its cache, which only a file that needs no stripping can open first.
enableCompileCache(fileURLToPath(new URL("../dist/compiled", import.meta.url)));
const { startProgram } = await import("@beseda/bin/start-program");
await startProgram(new URL("../", import.meta.url));
