import { describe, expect, test } from "vitest";
import { HashingThread } from "./hashing-thread.ts";

const parameters = {
  message: Buffer.from("пароль"),
  nonce: Buffer.alloc(16),
  memory: 64,
  passes: 1,
  parallelism: 1,
  tagLength: 32,
};

describe.each([{ polite: true }, { polite: false }])("a hashing thread, $polite", (manners) => {
  test("hashes, and is behind with what nobody waits for until it is done", async () => {
    const thread = new HashingThread(manners);
    const late = new AbortController();
    void thread.derive(parameters, late.signal);
    expect(thread.isBehind).toBe(false);
    late.abort();
    expect(thread.isBehind).toBe(true);
    expect(await thread.derive(parameters)).toHaveLength(32);
    expect(thread.isBehind).toBe(false);
  });

  test("says why it could not", async () => {
    await expect(new HashingThread(manners).derive({ ...parameters, memory: -1 })).rejects.toThrow("memory");
  });
});
