import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { basename } from "node:path";
import { expect, test } from "vitest";

test("the temporary folder of tests, and of programs that they start, is one that goes when they are over", () => {
  expect(basename(tmpdir())).toMatch(/^beseda-tests-/u);
  const program = "process.stdout.write(require('node:os').tmpdir())";
  expect(execFileSync(process.execPath, ["-e", program], { encoding: "utf8" })).toBe(tmpdir());
});
