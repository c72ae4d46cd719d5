import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Journal } from "./crash.ts";

const victim = fileURLToPath(new URL("./victim.ts", import.meta.url));

/** The cache of the compiled victims: compiling would take half of their short lives. */
const compiled = fileURLToPath(new URL("../../../node_modules/.cache/beseda-chaos", import.meta.url));

export interface KillOptions {
  readonly directory: string;
  /** Makes the ids of this run differ from those of others. */
  readonly run: number;
  readonly senders: number;
  /** The minimum number of acknowledgements before the kill. */
  readonly after: number;
}

/**
 * Runs a process that appends to a log, kills it with `SIGKILL`, and adds the acknowledged records to the
 * journal. The process reports each acknowledgement in a file before its next message.
 */
export const killOnce = async (options: KillOptions, journal: Journal): Promise<void> => {
  const { directory, run, senders, after } = options;
  const path = join(directory, `acknowledged-${run}`);
  const file = openSync(path, "a");
  const child = spawn(process.execPath, [victim, directory, String(run), String(senders)], {
    env: { ...process.env, NODE_COMPILE_CACHE: compiled },
    stdio: ["ignore", file, "inherit"],
  });
  const closed = once(child, "close");
  while (child.exitCode === null && linesIn(path).length <= after) await sleep(1);
  child.kill("SIGKILL");
  await closed;
  closeSync(file);
  if (child.signalCode !== "SIGKILL") throw new Error(`the process ended by itself, with ${child.exitCode}`);
  const heard = linesIn(path).slice(1);
  for (const line of heard) journal.acknowledged.set(Number(line.split(" ")[0]), line.split(" ")[1] ?? "");
  remember(journal, { run, senders, heard: heard.length });
};

/** The complete lines of a file. The last one may be cut: that acknowledgement never arrived. */
const linesIn = (path: string): readonly string[] => readFileSync(path, "utf8").split("\n").slice(0, -1);

/** All messages that a run may have sent: each sender's acknowledged ones, and the one on its way. */
const remember = (
  journal: Journal,
  { run, senders, heard }: { readonly run: number; readonly senders: number; readonly heard: number },
): void => {
  for (let sender = 0; sender < senders; sender += 1) {
    for (let count = 0; count <= heard + 1; count += 1) journal.sent.add(`${run}-${sender}-${count}`);
  }
};
