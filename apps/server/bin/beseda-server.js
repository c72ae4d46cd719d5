#!/usr/bin/env node
import { runWithProjectNode } from "@beseda/bin/project-node";
import { startFlags } from "../src/v8-flags.js";

runWithProjectNode(new URL("../src/start.js", import.meta.url), startFlags);
