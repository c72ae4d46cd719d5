import { beforeEach, expect, test, vi } from "vitest";
import type { Chat } from "../chat/chat.ts";
import { temporaryChat } from "../../testing/temporary-log.ts";
import { HeapTuning } from "./heap-tuning.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  return () => vi.useRealTimers();
});

const come = (chat: Chat): Promise<unknown> =>
  chat.execute({ kind: "connect", via: "trpc", greeting: "Здравствуйте!" });

test("memory is saved while many come, and not for its own sake", async () => {
  await using place = await temporaryChat();
  const flags: string[] = [];
  const heapTuning = new HeapTuning({ log: place.log, set: (flag) => void flags.push(flag) });
  // The options as the process was started.
  for (let count = 0; count < 19; count += 1) await come(place.chat);
  expect(flags).toEqual([]);
  vi.advanceTimersByTime(2000);
  expect(flags).toEqual(["--no-optimize-for-size"]);
  for (let count = 0; count < 19; count += 1) await come(place.chat);
  vi.advanceTimersByTime(10_000);
  expect(flags).toEqual(["--no-optimize-for-size"]);
  // The option changes at once, before the rush is over.
  for (let count = 0; count < 30; count += 1) await come(place.chat);
  expect(flags).toEqual(["--no-optimize-for-size", "--optimize-for-size"]);
  vi.advanceTimersByTime(2000);
  expect(flags).toHaveLength(2);
  vi.advanceTimersByTime(2000);
  expect(flags.at(-1)).toBe("--no-optimize-for-size");
  heapTuning.stop();
  for (let count = 0; count < 30; count += 1) await come(place.chat);
  expect(flags).toHaveLength(3);
});
