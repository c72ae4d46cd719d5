import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

/** The module with which Node strips types: 14 MB for as long as a process runs. */
const stripper = "NativeModule internal/deps/amaro/dist/index";
const tell = `process.on("exit", () => console.log(process.moduleLoadList.includes(${JSON.stringify(stripper)})))`;
const tellIt = `data:text/javascript,${encodeURIComponent(tell)}`;

test("a server that was started before is started without what strips types", () => {
  const start = (): string =>
    execFileSync(process.execPath, ["--import", tellIt, join(import.meta.dirname, "start.js"), "--version"], {
      encoding: "utf8",
    });
  // Two processes may write the cache at once, and each keeps what it finds.
  start();
  expect(start().trim().split("\n").at(-1)).toBe("false");
});
