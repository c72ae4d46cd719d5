import { fileURLToPath } from "node:url";
import type { RolldownOptions } from "rolldown";

const sourceOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Ink asks for it in a branch that only its own developers take. */
const devtools = "react-devtools-core";

/** Ink measures as everything else here does, without loading what it seldom needs. */
const width = `export { widthOf as default } from ${JSON.stringify(sourceOf("format/width.ts"))};`;

/**
 * What the terminal client is bundled with: Ink and what it stands on are a thousand files, and Node runs no .tsx.
 * Whatever is loaded before the prompt is waited for: Yoga, which has its bytes with it, would load a browser's network
 * to decode them.
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
