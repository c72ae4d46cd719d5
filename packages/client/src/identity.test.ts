import { describe, expect, test } from "vitest";
import { Identity } from "./identity.ts";
import type { ClientStorage } from "./storage.ts";
import { memoryStorage } from "./storage/memory-storage.ts";
import { breathe } from "../testing/virtual-time.ts";

/** An identity whose storage reports each exchange when the test says so. */
const setUp = async (before?: string) => {
  const memory = memoryStorage();
  const telling: (() => void)[] = [];
  const storage: ClientStorage = {
    ...memory,
    exchangeToken: async (shown, given) => {
      const kept = await memory.exchangeToken(shown, given);
      await new Promise<void>((resolve) => telling.push(resolve));
      return kept;
    },
  };
  const identity = new Identity({
    options: { client: "test/1" },
    storage,
    onStorageError: () => undefined,
    onKept: () => undefined,
  });
  await identity.restore();
  if (before !== undefined) await memory.setToken(before);
  /** Reports the exchanges, the newest first, as disks may. */
  const tell = async (): Promise<void> => {
    for (let told = telling.pop(); told; told = telling.pop()) {
      told();
      await breathe();
    }
  };
  return { identity, memory, tell };
};

describe("greetings that overlap", () => {
  test("[CLI-5] whoever was greeted last is who one is, whatever the storage tells first", async () => {
    const { identity, memory, tell } = await setUp();
    const first = identity.keep({ token: "a", session: "s1", shown: undefined });
    // The connection was lost, and the server has forgotten meanwhile whom it greeted.
    const second = identity.keep({ token: "b", session: "s2", shown: "a" });
    await breathe();
    await tell();
    expect(await Promise.all([first, second])).toEqual([true, true]);
    expect(await memory.token()).toBe("b");
    expect(identity.introduction).toMatchObject({ token: "b", session: "s2" });
  });

  test("[CLI-5] who comes again with a token that turns out not to be kept is not ours, and comes with the one that is", async () => {
    const { identity, tell } = await setUp("another tab's");
    const first = identity.keep({ token: "a", session: "s1", shown: undefined });
    const second = identity.keep({ token: "a", session: "s1", shown: "a" });
    await breathe();
    await tell();
    expect(await Promise.all([first, second])).toEqual([false, false]);
    expect(identity.introduction).toMatchObject({ token: "another tab's", session: "new" });
  });

  test("[CLI-5] a greeting for a token that one has no more writes nothing over the one that one has", async () => {
    const { identity, memory, tell } = await setUp("another tab's");
    const first = identity.keep({ token: "a", session: "s1", shown: undefined });
    await breathe();
    await tell();
    await first;
    expect(await identity.keep({ token: "b", session: "s2", shown: "a" })).toBe(false);
    expect(await memory.token()).toBe("another tab's");
    expect(identity.introduction).toMatchObject({ token: "another tab's", session: "new" });
  });
});
