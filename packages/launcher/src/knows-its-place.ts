import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin } from "rolldown";

const urlOfFile = /new URL\("(?<path>[^"]+)", import\.meta\.url\)/gu;

/**
 * What looks for files looks for them beside its source: `import.meta.url` is the source's. Only what the program is made
 * to begin in, such as a thread, is a file of the bundle.
 */
export const knowsItsPlace = (input: Readonly<Record<string, string>>): Plugin => ({
  name: "knows-its-place",
  transform: (code, id) => {
    if (id.includes("node_modules") || !code.includes("import.meta.url")) return null;
    const made = (found: string, path: string): string => {
      const file = resolve(dirname(id), path);
      const name = Object.keys(input).find((key) => input[key] === file);
      return name === undefined ? found : `new URL(${JSON.stringify(`${name}.js`)}, ${bundleUrl})`;
    };
    return code
      .replaceAll(urlOfFile, made)
      .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(id).href))
      .replaceAll(bundleUrl, "import.meta.url");
  },
});

const bundleUrl = "__urlOfTheBundle";
