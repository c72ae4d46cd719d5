import { describe, expect, test } from "vitest";
import { deliveryChaos } from "./delivery.ts";
import { livingChaos } from "./living/living.ts";

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

  test("[MSG-6] [ROOM-3] [UNR-2] [DEL-1] what everybody sees of messages that live is what a naive fold of the log says", async () => {
    const told: string[] = [];
    const onProgress = (line: string): void => void told.push(line);
    const result = await livingChaos({
      seed: 7,
      people: 8,
      acts: 250,
      faults: 60,
      kills: 2,
      fanout: "hub",
      onProgress,
    });
    expect(told.filter((line) => line.startsWith("seed "))).toEqual([]);
    expect(result).toMatchObject({
      lost: 0,
      duplicated: 0,
      reordered: 0,
      different: 0,
      kills: 2,
    });
    const { messages, edits, reactions, reactionsUnset, pins, pinsUnset, marks, pages } = result;
    expect(
      Math.min(messages, edits, reactions, reactionsUnset, pins, pinsUnset, marks, pages),
    ).toBeGreaterThan(0);
  });
});
