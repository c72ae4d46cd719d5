import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { peerPath } from "../lib/peers.ts";
import { answerIn, answerOf, type Answer } from "./answer.ts";
import type { Command } from "./measure.ts";

export interface Contestant {
  readonly name: string;
  readonly command: (file: string) => Command;
  readonly answer: (stdout: string) => Answer;
  /** So slow that one round has to do. */
  readonly isSlow?: boolean;
}

const root = fileURLToPath(new URL("../../", import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  readonly scripts: { readonly analyze: string };
};

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Started as `pnpm analyze` starts it. */
export const thisAnalyzer: Contestant = {
  name: "this analyzer, all reports",
  command: (file) => ({
    program: process.execPath,
    arguments: [...manifest.scripts.analyze.split(" ").slice(1), file, "--format", "json"],
    folder: root,
  }),
  answer: answerIn,
};

const duckdb = (way: "queries" | "table"): Contestant => ({
  name: way === "table" ? "DuckDB, loaded, three by SQL" : "DuckDB, three by SQL",
  command: (file) => ({ program: process.execPath, arguments: [peerPath("duckdb.ts"), file, way] }),
  answer: answerOf,
});

const wholeFile: Contestant = {
  name: "JSON.parse of the file, three",
  command: (file) => ({
    program: process.execPath,
    arguments: ["--max-old-space-size=8192", here("whole-file-process.ts"), file],
  }),
  answer: answerOf,
};

const jq: Contestant = {
  name: "jq, three",
  command: (file) => ({ program: "jq", arguments: ["-c", "-f", here("three.jq"), file] }),
  answer: answerOf,
  isSlow: true,
};

export const hasJq = (): boolean => spawnSync("jq", ["--version"], { stdio: "ignore" }).status === 0;

export const contestants = (): readonly Contestant[] => [
  thisAnalyzer,
  duckdb("queries"),
  duckdb("table"),
  wholeFile,
  ...(hasJq() ? [jq] : []),
];
