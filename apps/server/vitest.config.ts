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
    projects: [
      { test: { ...test, name: "alone", include: [`{src,test}/**/${measuring}`], isolate: true } },
      { test: { ...test, name: "together", include: [`{src,test}/**/${others}`] } },
    ],
  },
});
