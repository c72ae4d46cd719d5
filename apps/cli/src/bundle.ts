import { fileURLToPath } from "node:url";
import type { RolldownOptions } from "rolldown";

const sourceOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** A module that Ink imports in a branch that only its own developers take. */
const devtools = "react-devtools-core";

/** Makes Ink measure as everything else here does, without loading what it seldom needs. */
const width = `export { widthOf as default } from ${JSON.stringify(sourceOf("format/width.ts"))};`;

/**
 * Configuration of the terminal client's bundle: Ink and its dependencies are a thousand files, and Node runs
 * no .tsx. The prompt waits for whatever is loaded before it: Yoga, which embeds its bytes, would load
 * `fetch` to decode them.
 */
export const bundle: RolldownOptions = {
  input: { main: sourceOf("main.ts") },
  platform: "node",
  logLevel: "silent",
  plugins: [
    {
      name: "without-devtools",
      resolveId: (id) => (id === devtools ? { id: "\0nothing" } : undefined),
      load: (id) => (id === "\0nothing" ? "export default {};" : undefined),
    },
    {
      name: "one-width",
      resolveId: (id) => (id === "string-width" ? { id: "\0string-width" } : undefined),
      load: (id) => (id === "\0string-width" ? width : undefined),
    },
    {
      name: "bytes-at-hand",
      transform: (code, id) =>
        id.includes("yoga-wasm-base64") ? code.replaceAll("typeof fetch", '"undefined"') : undefined,
    },
  ],
  transform: {
    define: { "process.env.NODE_ENV": '"production"' },
    inject: { "Intl.Segmenter": [sourceOf("format/graphemes.ts"), "Graphemes"] },
  },
};
