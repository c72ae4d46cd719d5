import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { endOfRun } from "./end-of-run.ts";

const main = fileURLToPath(new URL("../src/start.js", import.meta.url));
const manyRuns = fileURLToPath(new URL("many-runs-process.ts", import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the analyzer as people start it. */
export const start = (options: readonly string[]): ChildProcessWithoutNullStreams =>
  launch([main, ...options]);

const launch = (argv: readonly string[]): ChildProcessWithoutNullStreams =>
  spawn(process.execPath, [...argv], { env: { ...process.env, LANG: "en" } });

/** Runs the analyzer to its end. */
export const run = async (options: readonly string[], input: string | Buffer = ""): Promise<Ended> =>
  end(start(options), input);

/** Runs it many times, one run after the other, in one process. */
export const runMany = async (runs: ReadonlyArray<readonly string[]>): Promise<readonly Ended[]> => {
  const { stdout, stderr } = await end(launch([manyRuns]), JSON.stringify(runs));
  const written = stdout.split(endOfRun);
  return stderr
    .split(endOfRun)
    .slice(0, -1)
    .map((told, index) => {
      const [, text = "", code] = /^(?<told>[^]*)\n(?<code>\d+)$/u.exec(told) ?? [];
      return { code: Number(code), stdout: written[index] ?? "", stderr: text };
    });
};

const end = async (child: ChildProcessWithoutNullStreams, input: string | Buffer): Promise<Ended> => {
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on("data", (piece: Buffer) => stdout.push(piece));
  child.stderr.on("data", (piece: Buffer) => stderr.push(piece));
  // It may be over before it has read all: then there is nobody to write to.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  const [code] = await once(child, "close");
  return {
    code: typeof code === "number" ? code : null,
    stdout: Buffer.concat(stdout).toString(),
    stderr: Buffer.concat(stderr).toString(),
  };
};
