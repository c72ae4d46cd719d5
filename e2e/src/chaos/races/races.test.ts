import { expect, test } from "vitest";
import { racesChaos } from "./run.ts";

test("[SES-5] [SES-8] [SES-11] [SES-12] races of people and moderators: nobody outlives a ban, nobody is two, each end is one", async () => {
  const few = 6;
  const rounds = {
    ban: 25,
    invitation: 15,
    kick: few,
    quit: few,
    sessions: few,
    names: few,
    resume: few,
    room: few,
  };
  const result = await racesChaos({ seed: 7, rounds, atOnce: 8 });
  expect(result).toMatchObject({
    lost: 0,
    alive: 0,
    spoke: 0,
    overUsed: 0,
    sharedIds: 0,
    gaps: 0,
    faults: [],
  });
  expect(result.acknowledged).toBeGreaterThan(20);
});
