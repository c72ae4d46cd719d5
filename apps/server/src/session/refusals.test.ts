import { pino } from "pino";
import { expect, test, vi } from "vitest";
import { defaultRates } from "../limits/rates.ts";
import { Refusals } from "./refusals.ts";
import { Person } from "../../testing/person.ts";
import { temporaryServer } from "../../testing/running-server.ts";

const diaryOf = () => {
  const lines: Record<string, unknown>[] = [];
  const logger = pino(
    { base: null, timestamp: false },
    { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
  );
  return { lines, logger };
};

test("[W7] of a flood of refusals the first is told, then their number each ten seconds", () => {
  vi.useFakeTimers();
  try {
    const { lines, logger } = diaryOf();
    const refusals = new Refusals(logger);
    for (let count = 0; count < 1000; count += 1) refusals.note({ refusal: "rate", command: "message.send" });
    refusals.note({ refusal: "muted", command: "message.send" });
    expect(lines).toMatchObject([{ refusal: "rate", command: "message.send", msg: "refused" }]);
    vi.advanceTimersByTime(10_000);
    refusals.note({ refusal: "rate" });
    expect(lines.slice(1)).toMatchObject([{ refusals: { rate: 999, muted: 1 } }]);
    vi.advanceTimersByTime(20_000);
    expect(lines.slice(2)).toMatchObject([{ refusals: { rate: 1 } }]);
    refusals.note({ refusal: "x".repeat(9), command: "y".repeat(60_000) });
    expect(String(lines[3]?.["command"])).toHaveLength(64);
    refusals.note({ refusal: "rate" });
    refusals.stop();
    refusals.note({ refusal: "rate" });
    expect(lines.slice(4)).toMatchObject([{ refusals: { rate: 1 } }]);
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test("[W7] a client that floods leaves two lines of refusals, not one for each", async () => {
  const { lines, logger } = diaryOf();
  const rates = { ...defaultRates, messages: { perSecond: 1, burst: 5 } };
  await using server = await temporaryServer({ logger, rates });
  const flood = await Person.come(server, { name: "Борис" });
  void Promise.allSettled(Array.from({ length: 1000 }, () => flood.say("ещё")));
  expect((await flood.closed).code).toBe(4029);
  await server.stop();
  const refused = lines.filter((line) => "refusal" in line || "refusals" in line);
  expect(refused).toMatchObject([{ refusal: "rate" }, { refusals: { rate: expect.any(Number) } }]);
});
