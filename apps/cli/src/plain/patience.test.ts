import { FakeChatClient } from "@beseda/client/testing";
import { lobby } from "@beseda/protocol";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Conversation } from "../conversation/conversation.ts";
import { createClock } from "../format/clock.ts";
import { cliTextsOf } from "../locale/texts.ts";
import { waitFor } from "./patience.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const begin = () => {
  const client = new FakeChatClient();
  const clock = createClock("ru", "UTC");
  const texts = cliTextsOf("ru");
  const conversation = new Conversation({
    client,
    name: "Анна",
    room: lobby,
    url: "",
    texts,
    locale: "ru",
    clock,
  });
  client.greet();
  for (const text of ["раз", "два", "три"]) conversation.submit(text);
  const waiting = (): number => conversation.view().waiting;
  let result: boolean | undefined;
  const wait = async (): Promise<void> => {
    const patience = { timeoutMs: 1000, progress: () => -waiting(), isThere: () => waiting() === 0 };
    result = await waitFor(conversation, patience);
  };
  void wait();
  return { client, conversation, result: () => result };
};

describe("patience", () => {
  test("begins anew with every step, and ends when all is there", async () => {
    const { client, result } = begin();
    for (const key of client.waiting) {
      await vi.advanceTimersByTimeAsync(900);
      expect(result()).toBeUndefined();
      client.acknowledge(key);
    }
    await vi.advanceTimersByTimeAsync(0);
    expect(result()).toBe(true);
  });

  test("ends when nothing goes on for its time, whatever else happens", async () => {
    const { client, result } = begin();
    await vi.advanceTimersByTimeAsync(900);
    client.hear({ name: "Борис", text: "я тут" });
    await vi.advanceTimersByTimeAsync(99);
    expect(result()).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(result()).toBe(false);
  });

  test("ends with the session", async () => {
    const { conversation, result } = begin();
    conversation.end();
    await vi.advanceTimersByTimeAsync(0);
    expect(result()).toBe(false);
  });
});
