import { defineConfig } from "vitest/config";
import { shared } from "../../vitest.shared.ts";

const { reporters = [], outputFile = {}, ...test } = shared.test ?? {};

/** What measures the memory of its process has one of its own, where nothing that others leave behind goes away. */
const measuring = "{leak,fuzz,newcomer}.test.ts";
const others = "!(leak|fuzz|newcomer).test.ts";

export default defineConfig({
  test: {
    reporters,
    outputFile,
    // Its tests wait more than they compute, and the other packages are done long before it.
    maxWorkers: 2,
    projects: [
      { test: { ...test, name: "alone", include: [`{src,test}/**/${measuring}`], isolate: true } },
      { test: { ...test, name: "together", include: [`{src,test}/**/${others}`] } },
    ],
  },
});
