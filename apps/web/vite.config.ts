import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The chat server that the development server stands in front of. */
const server = `http://127.0.0.1:${process.env.BESEDA_PORT ?? "8765"}`;

export default defineConfig({
  plugins: [react()],
  clearScreen: false,
  server: {
    port: 5173,
    strictPort: false,
    proxy: { "/trpc": { target: server, ws: true }, "/health": { target: server } },
  },
  build: {
    // What the styles need by themselves: `light-dark()`.
    target: ["chrome123", "firefox120", "safari17.5"],
    // No `data:` addresses, so that a strict content security policy has no exceptions.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
