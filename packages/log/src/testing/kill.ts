import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Journal } from "./crash.ts";

const victim = fileURLToPath(new URL("victim.ts", import.meta.url));

export interface KillOptions {
  readonly directory: string;
  /** Makes the ids of this run differ from those of others. */
  readonly run: number;
  readonly senders: number;
  /** How many acknowledgements come before the kill, at least. */
  readonly after: number;
}

/** Runs a process that appends to a log, kills it with `SIGKILL`, and adds what was acknowledged to the journal. */
export const killOnce = async (options: KillOptions, journal: Journal): Promise<void> => {
  const { directory, run, senders, after } = options;
  const child = spawn(process.execPath, [victim, directory, String(run), String(senders)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let told = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    told += text;
    if (told.split("\n").length - 2 >= after) child.kill("SIGKILL");
  });
  await once(child, "close");
  // The last line may be cut: that acknowledgement was never heard.
  const lines = told.split("\n").slice(1, -1);
  const heard = new Map(lines.map((line) => [Number(line.split(" ")[0]), line.split(" ")[1] ?? ""]));
  for (const [seq, id] of heard) journal.acknowledged.set(seq, id);
  remember(journal, { run, senders, heard: heard.size });
};

/** Everything that a run can have sent: each sender's acknowledged messages, and the one that was on its way. */
const remember = (
  journal: Journal,
  { run, senders, heard }: { readonly run: number; readonly senders: number; readonly heard: number },
): void => {
  for (let sender = 0; sender < senders; sender += 1) {
    for (let count = 0; count <= heard + 1; count += 1) journal.sent.add(`${run}-${sender}-${count}`);
  }
};
