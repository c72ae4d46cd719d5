import { describe, expect, test } from "vitest";
import { deliveryChaos } from "./delivery.ts";

describe("delivery under faults", () => {
  test.each([
    { seed: 1, fanout: "hub" },
    { seed: 2, fanout: "pull" },
  ] as const)(
    "[DEL-1] [DEL-2] [DEL-3] [DEL-4] seed $seed, $fanout: nothing is lost, repeated, reordered or missing",
    async ({ seed, fanout }) => {
      const result = await deliveryChaos({
        seed,
        clients: 12,
        messages: 150,
        faults: 60,
        restarts: 2,
        fanout,
      });
      expect(result).toMatchObject({
        lost: 0,
        duplicated: 0,
        reordered: 0,
        gaps: 0,
        unexpected: 0,
        acknowledged: 151,
      });
      expect(result.deliveries).toBeGreaterThan(12 * 100);
    },
  );
});
