import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

/**
 * One configuration for every package: the JSON report is what `pnpm test` and `.ci/run` add up. What a test waits for may take its
 * time: on a machine that is busy with other things it does, and only what never comes is a failure.
 */
export const shared = defineConfig({
  test: {
    // One process for all files of a package: to load the same modules for each of them takes longer than most tests.
    isolate: false,
    globalSetup: [resolve(import.meta.dirname, "vitest.temporary.ts")],
    include: ["{src,test,testing}/**/*.test.{ts,tsx}"],
    reporters: ["default", "json"],
    outputFile: { json: ".vitest/report.json" },
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 120_000, interval: 20 } },
  },
});
