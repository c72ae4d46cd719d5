import { setTimeout as sleep } from "node:timers/promises";

const turnMs = 5;
/** A minute; longer on a machine that is busy with much else. Nobody waits for so long where all is well. */
const mostTurns = 12_000;

/** Waits for a while; returns whether the condition came true. Later checks find out what did not. */
export const until = async (condition: () => boolean): Promise<boolean> => {
  for (let turns = 0; turns < mostTurns && !condition(); turns += 1) await sleep(turnMs);
  return condition();
};
