#!/usr/bin/env node
import { runWithProjectNode } from "@beseda/bin/project-node";

runWithProjectNode(new URL("../src/start.js", import.meta.url));
