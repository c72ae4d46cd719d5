import { fileURLToPath } from "node:url";
import type { BundleOptions } from "@beseda/launcher";

const sourceOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What the analyzer is bundled with: a hundred and fifty files take twice the time to load, and 20 MB more. */
export const bundle: BundleOptions = {
  input: { main: sourceOf("main.ts"), "scan-thread": sourceOf("input/scan-thread.ts") },
  // It makes the page, and is far larger than all the rest.
  external: ["rolldown"],
  // Schemas that nothing here parses with are left out, and zod with them.
  treeshake: { manualPureFunctions: ["z"] },
};
