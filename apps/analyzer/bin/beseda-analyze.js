#!/usr/bin/env node
import { runWithProjectNode } from "@beseda/launcher/project-node";

// Two helpers of V8 and a heap that grows late: a log of any length is read in the same memory.
runWithProjectNode(new URL("../src/start.js", import.meta.url), [
  "--v8-pool-size=2",
  "--max-semi-space-size=2",
  "--initial-old-space-size=16",
  "--heap-growing-percent=20",
]);
