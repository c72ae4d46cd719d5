import { expect, test } from "vitest";
import { walksChaos } from "./walks.ts";

test("[CLI-1] [CLI-2] [CLI-5] [CLI-7] whatever people do, what they type is where it was meant, once, as who they are", async () => {
  const result = await walksChaos({ seed: 1, walks: 8, steps: 20, atOnce: 8 });
  expect(result).toMatchObject({ lost: 0, doubled: 0, misplaced: 0, faults: [] });
  expect(result.typed).toBeGreaterThan(100);
});
