#!/usr/bin/env node
import { runWithProjectNode } from "@beseda/launcher/project-node";

runWithProjectNode(new URL("../src/start.js", import.meta.url));
