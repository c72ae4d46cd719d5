import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
  readonly numPendingTests: number;
  readonly success: boolean;
}

/** Adds up what the packages' test reports say; a suite that could not even start counts as one failure. */
const root = resolve(import.meta.dirname, "../..");
const reports = globSync("{packages,apps}/*/.vitest/report.json", { cwd: root }).concat(
  globSync("{e2e,tools}/.vitest/report.json", { cwd: root }),
);
let passed = 0;
let failed = 0;
let skipped = 0;
for (const path of reports.sort()) {
  const report = JSON.parse(readFileSync(resolve(root, path), "utf8")) as Report;
  const broken = report.success || report.numFailedTests > 0 ? 0 : 1;
  passed += report.numPassedTests;
  failed += report.numFailedTests + broken;
  skipped += report.numPendingTests;
}
process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}\n`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
