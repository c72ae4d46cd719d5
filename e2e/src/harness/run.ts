import { spawn } from "node:child_process";
import { once } from "node:events";
import { until } from "./until.ts";

interface Ran {
  readonly lines: readonly string[];
  readonly code: number | null;
}

interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Runs beside the program, which is ended if this fails. */
  readonly meanwhile?: (output: () => string) => Promise<void>;
}

/** A program of this machine: runs to its end. */
export const run = async (
  command: string,
  arguments_: readonly string[],
  { cwd, env, meanwhile = () => Promise.resolve() }: RunOptions = {},
): Promise<Ran> => {
  const child = spawn(command, arguments_, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
    // It has a group of its own: what it has started ends with it.
    detached: true,
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  const exit = once(child, "close");
  try {
    await meanwhile(() => output);
    await until("the end of the program", () => child.exitCode !== null);
  } finally {
    killGroup(child.pid);
    await exit;
  }
  return { lines: output.split("\n").slice(0, -1), code: child.exitCode };
};

const killGroup = (leader: number | undefined): void => {
  if (leader === undefined) return;
  try {
    process.kill(-leader, "SIGKILL");
  } catch (error) {
    // All of them have ended.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
};
