import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newJournal } from "../crash.ts";
import { judgeFiles } from "../judge.ts";
import { killOnce } from "../kill.ts";
import type { Tally } from "./tally.ts";

/** The number of runs on one log before a new one is begun. */
const runsOfALog = 20;

interface KillProgramme {
  readonly random: () => number;
  readonly tally: Tally;
  readonly kills: number;
  readonly tell: (what: string) => void;
}

/** Kills a real process on a real disk, again and again, and opens its log after each. */
export const killOften = async ({ random, tally, kills, tell }: KillProgramme): Promise<void> => {
  for (let done = 0; done < kills; done += runsOfALog) {
    const directory = await mkdtemp(join(tmpdir(), "beseda-chaos-"));
    const journal = newJournal();
    for (let run = 0; run < Math.min(runsOfALog, kills - done); run += 1) {
      const senders = 2 ** Math.floor(random() * 8);
      const after = Math.floor(random() * 40 * senders);
      await killOnce({ directory, run, senders, after }, journal);
      tally.kills += 1;
      const verdict = await judgeFiles(join(directory, "messages.json"), join(directory, "data"), journal);
      tally.recoveryMs.push(verdict.recoveryMs);
      tally.add(verdict, () => `kill ${done + run}: ${senders} senders, after ${after}`);
    }
    await rm(directory, { recursive: true });
    tell(`${tally.kills} kills, ${tally.failures.length} failures`);
  }
};
