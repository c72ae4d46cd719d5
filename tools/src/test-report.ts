import { globSync, readFileSync } from "node:fs";
import { relative, resolve } from "node:path";

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly success: boolean;
  readonly testResults: readonly {
    /** The path of the test file. */
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

/** The sum of the reports of all packages. */
export interface Sum {
  readonly passed: number;
  /** A suite that could not even start counts as one failure. */
  readonly failed: number;
  /** Each failure by file and full name, with what was expected: a log of thousands of lines is not read for it. */
  readonly failures: readonly string[];
  /** The full names of the tests that did not run. */
  readonly notRun: readonly string[];
}

const lengthOfReason = 400;

const failuresOf = (root: string, { testResults }: Report): readonly string[] =>
  testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name);
    const failed = assertionResults.filter((test) => test.status === "failed");
    if (failed.length === 0)
      return status === "failed" ? [`${file}: ${message.slice(0, lengthOfReason)}`] : [];
    return failed.map(
      ({ fullName, failureMessages }) =>
        `${file}: ${fullName}: ${(failureMessages?.[0] ?? "no reason was given").slice(0, lengthOfReason)}`,
    );
  });

/** Adds up the reports of some suites, which every package has by the name of the suite. */
export const sumOf = (suites: readonly string[], root = resolve(import.meta.dirname, "../..")): Sum => {
  const reports = suites
    .flatMap((suite) => globSync(`{packages/*,apps/*,e2e,tools}/.vitest/${suite}.json`, { cwd: root }))
    .toSorted()
    .map((path) => JSON.parse(readFileSync(resolve(root, path), "utf8")) as Report);
  const total = (count: (report: Report) => number): number =>
    reports.reduce((sum, report) => sum + count(report), 0);
  return {
    passed: total((report) => report.numPassedTests),
    failed: total(({ success, numFailedTests }) => numFailedTests || (success ? 0 : 1)),
    failures: reports.flatMap((report) => failuresOf(root, report)),
    notRun: reports
      .flatMap(({ testResults }) => testResults.flatMap(({ assertionResults }) => assertionResults))
      .filter(({ status }) => status !== "passed" && status !== "failed")
      .map(({ fullName }) => fullName),
  };
};

/** The sum for a person: what failed and why, the names of what did not run, then the numbers in one line. */
export const linesOf = ({ passed, failed, failures, notRun }: Sum): readonly string[] => [
  ...failures.map((failure) => `failed: ${failure}`),
  ...notRun.map((name) => `not run: ${name}`),
  `${passed} passed, ${failed} failed${notRun.length > 0 ? `, ${notRun.length} skipped` : ""}`,
];
