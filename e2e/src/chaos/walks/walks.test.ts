import { expect, test } from "vitest";
import type { EarlierFault } from "./put-back.ts";
import { walksChaos, type WalksResult } from "./walks.ts";

const walk = (putBack?: EarlierFault): Promise<WalksResult> =>
  walksChaos({ seed: 1, walks: 9, steps: 20, atOnce: 9, ...(putBack !== undefined && { putBack }) });

test("[CLI-1] [CLI-2] [CLI-5] [CLI-6] [CLI-7] whatever people do, and whatever becomes of the server, what they type is where it was meant, once, as who they are", async () => {
  const result = await walk();
  expect(result).toMatchObject({ lost: 0, doubled: 0, misplaced: 0 });
  // How long it takes is judged by `pnpm chaos walks`: here a machine may have no time.
  expect(result.faults.filter((fault) => !fault.includes("not everything is sent"))).toEqual([]);
  expect(result.typed).toBeGreaterThan(100);
});

test("[CLI-1] the walks find a line that goes to the room before", async () => {
  expect((await walk("room-before")).misplaced).toBeGreaterThan(0);
});

test("[CLI-5] the walks find a token that is kept under a name", async () => {
  const { faults } = await walk("token-by-name");
  expect(faults).toContainEqual(expect.stringMatching(/was Client_\d+, and is Client_\d+/u));
});

test("[CLI-5] the walks find an outbox that is kept under a name", async () => {
  expect((await walk("outbox-by-name")).lost).toBeGreaterThan(0);
});

test("[CLI-7] the walks find an account that is made under the name that one has when the password is hashed", async () => {
  const { faults } = await walk("name-read-late");
  expect(faults).toContainEqual(expect.stringMatching(/another name|not under the name/u));
});
