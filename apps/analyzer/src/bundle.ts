import { fileURLToPath, pathToFileURL } from "node:url";
import type { BundleOptions } from "@beseda/launcher";

const sourceOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const thread = 'new URL("scan-thread.ts", import.meta.url)';

/** What the analyzer is bundled with: a hundred and fifty files take twice the time to load, and 20 MB more. */
export const bundle: BundleOptions = {
  input: { main: sourceOf("main.ts"), "scan-thread": sourceOf("input/scan-thread.ts") },
  // It makes the page, and is far larger than all the rest.
  external: ["rolldown"],
  // Schemas that nothing here parses with are left out, and zod with them.
  treeshake: { manualPureFunctions: ["z"] },
  plugins: [
    {
      name: "knows-its-place",
      // A thread starts from a file of the bundle; whatever else looks for files looks for them beside its source.
      transform: (code, id) =>
        id.includes("node_modules") || !code.includes("import.meta.url")
          ? null
          : code
              .replaceAll(thread, "__threadUrl")
              .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(id).href))
              .replaceAll("__threadUrl", 'new URL("scan-thread.js", import.meta.url)'),
    },
  ],
};
