import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly success: boolean;
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** What the reports of all packages come to. */
export interface Sum {
  readonly passed: number;
  /** A suite that could not even start counts as one failure. */
  readonly failed: number;
  /** The full names of what did not run. */
  readonly notRun: readonly string[];
}

/** Adds up the reports of some suites, which every package has by the name of the suite. */
export const sumOf = (suites: readonly string[]): Sum => {
  const root = resolve(import.meta.dirname, "../..");
  const reports = suites
    .flatMap((suite) => globSync(`{packages/*,apps/*,e2e,tools}/.vitest/${suite}.json`, { cwd: root }))
    .map((path) => JSON.parse(readFileSync(resolve(root, path), "utf8")) as Report);
  const total = (count: (report: Report) => number): number =>
    reports.reduce((sum, report) => sum + count(report), 0);
  return {
    passed: total((report) => report.numPassedTests),
    failed: total(({ success, numFailedTests }) => numFailedTests || (success ? 0 : 1)),
    notRun: reports
      .flatMap(({ testResults }) => testResults.flatMap(({ assertionResults }) => assertionResults))
      .filter(({ status }) => status !== "passed" && status !== "failed")
      .map(({ fullName }) => fullName),
  };
};

/** The sum for a person: the names of what did not run, then the numbers in one line. */
export const linesOf = ({ passed, failed, notRun }: Sum): readonly string[] => [
  ...notRun.map((name) => `not run: ${name}`),
  `${passed} passed, ${failed} failed${notRun.length > 0 ? `, ${notRun.length} skipped` : ""}`,
];
