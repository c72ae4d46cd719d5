import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { linesOf, sumOf } from "./test-report.ts";

const reportIn = (root: string, folder: string, report: object): void => {
  mkdirSync(join(root, folder, ".vitest"), { recursive: true });
  writeFileSync(join(root, folder, ".vitest/test.json"), JSON.stringify(report));
};

test("what failed is told at the end by file, name and reason, and the last line is the numbers", () => {
  const root = mkdtempSync(join(tmpdir(), "beseda-reports-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  reportIn(root, "apps/server", {
    numPassedTests: 2,
    numFailedTests: 1,
    success: false,
    testResults: [
      {
        name: join(root, "apps/server/test/names.test.ts"),
        status: "failed",
        message: "",
        assertionResults: [
          { fullName: "a name is kept", status: "passed" },
          { fullName: "a name is given once", status: "failed", failureMessages: ["expected 1 to be 2"] },
          { fullName: "with Go", status: "pending" },
        ],
      },
    ],
  });
  reportIn(root, "e2e", {
    numPassedTests: 0,
    numFailedTests: 0,
    success: false,
    testResults: [
      {
        name: join(root, "e2e/src/page.test.ts"),
        status: "failed",
        message: "no such module",
        assertionResults: [],
      },
    ],
  });
  expect(linesOf(sumOf(["test"], root))).toEqual([
    "failed: apps/server/test/names.test.ts: a name is given once: expected 1 to be 2",
    "failed: e2e/src/page.test.ts: no such module",
    "not run: with Go",
    "2 passed, 2 failed, 1 skipped",
  ]);
});
