import { defineConfig } from "vitest/config";

/**
 * One configuration for every package: the JSON report is what `.ci/run` adds up. What a test waits for may take its
 * time: on a machine that is busy with other things it does, and only what never comes is a failure.
 */
export const shared = defineConfig({
  test: {
    include: ["src/**/*.test.ts", "src/**/*.test.tsx"],
    reporters: ["default", "json"],
    outputFile: { json: ".vitest/report.json" },
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 120_000, interval: 20 } },
  },
});
