import { expect, test } from "vitest";
import { hostileChaos } from "./run.ts";

test("[LIM-1] [ROOM-1] [SES-10] [OPS-5] hostile people of every kind: the honest notice nothing, and the file is as it should be", async () => {
  const result = await hostileChaos({ seed: 7, rounds: 1, atOnce: 16, addresses: 4, longestMs: 6000 });
  expect(result).toMatchObject({
    lost: 0,
    duplicated: 0,
    reordered: 0,
    gaps: 0,
    leaks: 0,
    sharedIds: 0,
    faults: [],
  });
  expect(result.attacks).toBeGreaterThan(5);
  expect(result.deliveries).toBeGreaterThan(20);
  const { peak } = result;
  expect(peak.heap + peak.external + peak.program + peak.other).toBeCloseTo(peak.rss, -1);
  expect(peak.rss).toBeGreaterThan(50);
});
