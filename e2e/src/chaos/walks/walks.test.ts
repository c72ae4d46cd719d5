import { expect, test } from "vitest";
import type { EarlierFault } from "./put-back.ts";
import { walksChaos, type WalksResult } from "./walks.ts";

test("[CLI-1] [CLI-2] [CLI-5] [CLI-6] [CLI-7] whatever people do, and whatever becomes of the server, what they type is where it was meant, once, as who they are", async () => {
  const result = await walksChaos({ seed: 1, walks: 9, steps: 20, atOnce: 9 });
  expect(result).toMatchObject({ lost: 0, doubled: 0, misplaced: 0 });
  expect(result.faults).toEqual([]);
  expect(result.typed).toBeGreaterThan(100);
});

/** `BESEDA_SEED` repeats a run. */
const firstSeed = Number(process.env["BESEDA_SEED"] ?? Date.now() % 1_000_000);

/** Walks with one seed after the other, three people at a time, until they find the fault put back. */
const isFound = async (putBack: EarlierFault, shows: (result: WalksResult) => boolean): Promise<boolean> => {
  for (let seed = firstSeed; seed < firstSeed + 20; seed += 1)
    if (shows(await walksChaos({ seed, walks: 3, steps: 20, atOnce: 3, putBack }))) return true;
  process.stderr.write(`The walks with the twenty seeds from ${firstSeed} on found nothing of ${putBack}.\n`);
  return false;
};

test("[CLI-1] the walks find a line that goes to the room before", async () => {
  expect(await isFound("room-before", ({ misplaced }) => misplaced > 0)).toBe(true);
});

test("[CLI-5] the walks find a token that is kept under a name", async () => {
  const isAnother = (fault: string): boolean => /was Client_\d+, and is Client_\d+/u.test(fault);
  expect(await isFound("token-by-name", ({ faults }) => faults.some(isAnother))).toBe(true);
});

test("[CLI-5] the walks find an outbox that is kept under a name", async () => {
  expect(await isFound("outbox-by-name", ({ lost }) => lost > 0)).toBe(true);
});

test("[CLI-7] the walks find an account that is made under the name that one has when the password is hashed", async () => {
  const isMisnamed = (fault: string): boolean => /another name|not under the name/u.test(fault);
  expect(await isFound("name-read-late", ({ faults }) => faults.some(isMisnamed))).toBe(true);
});
