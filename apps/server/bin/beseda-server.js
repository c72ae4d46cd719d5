#!/usr/bin/env node
import { runWithProjectNode } from "@beseda/launcher/project-node";

// See docs/decisions/0008: most of the memory of a connection would be room for garbage.
runWithProjectNode(new URL("../src/start.js", import.meta.url), [
  "--optimize-for-size",
  "--max-semi-space-size=4",
]);
