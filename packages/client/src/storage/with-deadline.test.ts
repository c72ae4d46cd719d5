import { expect, test } from "vitest";
import { breathe, VirtualTime } from "../../testing/virtual-time.ts";
import { memoryStorage } from "./memory-storage.ts";
import { withDeadline } from "./with-deadline.ts";

test("a storage that does not answer fails after five seconds, and at once until it answers again", async () => {
  const time = new VirtualTime();
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const storage = withDeadline({ ...memoryStorage(), token: () => promise }, time);
  const token = storage.token().catch(String);
  await time.pass(4999);
  expect(time.nextMs).toBe(1);
  await time.pass(1);
  expect(await token).toContain("5 s");
  await expect(storage.messages()).rejects.toThrow("does not answer");
  resolve("token");
  await breathe();
  expect(await storage.token()).toBe("token");
  expect(await storage.messages()).toEqual([]);
});

test("a storage that answers leaves no timer behind", async () => {
  const time = new VirtualTime();
  const storage = withDeadline(memoryStorage(), time);
  await storage.setToken("token");
  expect(await storage.token()).toBe("token");
  expect(time.nextMs).toBeUndefined();
});

test("[CLI-10] a storage is not told as one that fails because the machine has slept", async () => {
  const timers: (() => void)[] = [];
  const environment = Object.assign(new VirtualTime(), {
    after: (_: number, callback: () => void) => {
      timers.push(callback);
      return () => undefined;
    },
  });
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const storage = withDeadline({ ...memoryStorage(), token: () => promise }, environment);
  const token = storage.token();
  // Every timer is due when the machine wakes, before anything else is looked at.
  for (const wake of timers.splice(0)) wake();
  resolve("token");
  expect(await token).toBe("token");
});
