import { defineConfig } from "vitest/config";

/** One configuration for every package: the JSON report is what `.ci/run` adds up. */
export const shared = defineConfig({
  test: {
    include: ["src/**/*.test.ts", "src/**/*.test.tsx"],
    reporters: ["default", "json"],
    outputFile: { json: ".vitest/report.json" },
    testTimeout: 20_000,
  },
});
