import { fileURLToPath } from "node:url";
import type { BundleOptions } from "@beseda/launcher";

/** Ink asks for it in a branch that only its own developers take. */
const devtools = "react-devtools-core";

/** What the terminal client is bundled with: Ink and what it stands on are a thousand files, and Node runs no .tsx. */
export const bundle: BundleOptions = {
  input: { main: fileURLToPath(new URL("main.ts", import.meta.url)) },
  plugins: [
    {
      name: "without-devtools",
      resolveId: (id) => (id === devtools ? { id: "\0nothing" } : undefined),
      load: (id) => (id === "\0nothing" ? "export default {};" : undefined),
    },
  ],
  transform: { define: { "process.env.NODE_ENV": '"production"' } },
};
