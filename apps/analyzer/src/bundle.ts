import { fileURLToPath } from "node:url";
import type { RolldownOptions } from "rolldown";

const sourceOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The bundle of the analyzer: its 150 files would take twice as long to load, and 20 MB more. */
export const bundle: RolldownOptions = {
  input: { main: sourceOf("main.ts"), "scan-thread": sourceOf("input/scan-thread.ts") },
  platform: "node",
  logLevel: "silent",
  // Schemas that nothing here parses with are left out, and zod with them.
  treeshake: { manualPureFunctions: ["z"] },
};

/** The program in the page of a report. */
export const page: RolldownOptions = {
  input: sourceOf("page/main.ts"),
  platform: "browser",
  logLevel: "silent",
};
