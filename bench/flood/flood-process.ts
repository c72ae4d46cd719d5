import { execFileSync } from "node:child_process";
import { answer } from "../lib/helper/answer.ts";
import { Crowd, type CrowdOptions, type Flooded } from "./crowd.ts";

/**
 * Takes only idle processor time: a flooder has a processor of their own, so what is measured is to be what
 * the server has to do for it. How much came through is in the figures.
 */
const standBack = (): void => {
  if (process.platform === "linux")
    execFileSync("chrt", ["--all-tasks", "--idle", "--pid", "0", String(process.pid)]);
};

let crowds: readonly Crowd[] = [];
let next = 0;

const methods = {
  /** Lets crowds in, each from an address of its own: one floods while the others get their allowance back. */
  gather: async (all: readonly CrowdOptions[]): Promise<void> => {
    crowds = all.map((options) => new Crowd(options));
    await Promise.all(crowds.map((crowd) => crowd.isIn()));
  },
  /** Starts the flood of the next one. */
  begin: (): void => crowds[next]?.begin(),
  /** Silences it; resolves when nothing of it waits at the server any longer. */
  end: async (): Promise<void> => {
    await crowds[next]?.end();
    next = (next + 1) % crowds.length;
  },
  leave: (): Flooded => {
    for (const crowd of crowds) crowd.leave();
    return crowds.reduce((sum, { flooded }) => sumOf(sum, flooded), {
      frames: 0,
      connections: 0,
      refused: 0,
    });
  },
};
export type FloodMethods = typeof methods;

const sumOf = (one: Flooded, other: Flooded): Flooded => ({
  frames: one.frames + other.frames,
  connections: one.connections + other.connections,
  refused: one.refused + other.refused,
});

standBack();
answer(methods);
