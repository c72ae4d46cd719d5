import { PassThrough, Readable } from "node:stream";
import type { CommandOutcome } from "@beseda/client";
import { FakeChatClient } from "@beseda/client/testing";
import { lobby } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import { Conversation } from "../conversation/conversation.ts";
import { createClock } from "../format/clock.ts";
import { cliTextsOf } from "../locale/texts.ts";
import { runPipedSession, type Problem } from "./piped-session.ts";

const texts = cliTextsOf("ru");
const url = "http://127.0.0.1:8765";

interface Options {
  readonly input: Readable;
  readonly timeoutMs?: number;
  readonly isFollowing?: boolean;
}

const begin = ({ input, timeoutMs = 10_000, isFollowing = false }: Options) => {
  const client = new FakeChatClient();
  const clock = createClock("ru", "UTC");
  const conversation = new Conversation({
    client,
    name: "Анна",
    room: lobby,
    url,
    texts,
    locale: "ru",
    clock,
    isPiped: true,
  });
  const done: Promise<Problem> = runPipedSession({ conversation, input, url, timeoutMs, isFollowing, texts });
  return { client, conversation, done };
};

/** Plays a server that acknowledges everything. */
const acknowledgeAll = (client: FakeChatClient): void => {
  let isAnswering = false;
  client.subscribe(() => {
    if (isAnswering || client.waiting.length === 0) return;
    isAnswering = true;
    setImmediate(() => {
      isAnswering = false;
      for (const key of client.waiting) client.acknowledge(key);
    });
  });
};

/** Resolves at the very moment when so many messages wait: timing must not be checked too late. */
const waits = (client: FakeChatClient, count: number): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (client.waiting.length === count) resolve();
    };
    client.subscribe(look);
    look();
  });

const saidIn = (client: FakeChatClient, room: string = lobby): readonly string[] =>
  (client.snapshot().timelines.get(room)?.items ?? []).flatMap((item) =>
    item.kind === "message" ? [item.text] : [],
  );

describe("a pipe", () => {
  test("[SES-2] sends each line, and ends well when all are acknowledged", async () => {
    const { client, done } = begin({ input: Readable.from(["раз\nдва\n\n", "три"]) });
    acknowledgeAll(client);
    client.greet();
    expect(await done).toBeUndefined();
    expect(saidIn(client)).toEqual(["раз", "два", "три"]);
    expect(client.calls).toEqual(["quit"]);
  });

  test("does not end before the last acknowledgement", async () => {
    const { client, done } = begin({ input: Readable.from(["раз\nдва\n"]) });
    client.greet();
    await expect.poll(() => client.waiting.length).toBe(2);
    client.acknowledge();
    await new Promise((resolve) => setImmediate(resolve));
    expect(client.calls).toEqual([]);
    client.acknowledge();
    expect(await done).toBeUndefined();
  });

  test("reads on only as fast as the server acknowledges", async () => {
    const lines = Array.from({ length: 400 }, (_, index) => `${index}\n`);
    const { client, done } = begin({ input: Readable.from(lines) });
    client.greet();
    await expect.poll(() => client.waiting.length).toBe(256);
    await new Promise((resolve) => setImmediate(resolve));
    expect(client.waiting.length).toBe(256);
    acknowledgeAll(client);
    client.acknowledge();
    expect(await done).toBeUndefined();
    expect(saidIn(client)).toHaveLength(400);
  });

  test("a server that is not there is said with its address, and nothing was sent", async () => {
    const { client, done } = begin({ input: Readable.from(["раз\n"]), timeoutMs: 30 });
    expect(await done).toBe(texts.pipe.unreachable(url, 0.03));
    expect(saidIn(client)).toEqual([]);
  });

  test("what was not acknowledged in time is counted", async () => {
    const { client, done } = begin({ input: Readable.from(["раз\nдва\nтри\n"]), timeoutMs: 30 });
    client.quit = () => Promise.resolve("");
    client.greet();
    await waits(client, 3);
    client.acknowledge();
    expect(await done).toBe(texts.pipe.undelivered(2, 3));
  });

  test("refused messages and lines that are no commands are counted", async () => {
    const { client, done } = begin({ input: Readable.from(["раз\n/etc/passwd\nдва\n"]) });
    client.greet();
    await expect.poll(() => client.waiting.length).toBe(2);
    client.fail("Нет места.");
    client.acknowledge();
    expect(await done).toBe(texts.pipe.undelivered(2, 3));
  });

  test("[CLI-1] /msg says its text in the talk and leads nowhere: what is piped behind it is of the room", async () => {
    const input = Readable.from(["/msg Борис привет\nэто всем\n/msg Борис и тебе\n"]);
    const { client, conversation, done } = begin({ input });
    acknowledgeAll(client);
    client.greet();
    expect(await done).toBeUndefined();
    expect(saidIn(client)).toEqual(["это всем"]);
    expect(saidIn(client, "@Client_1+Client_2")).toEqual(["привет", "и тебе"]);
    const places = conversation.view().entries.flatMap((entry) => {
      return entry.kind === "message" ? [[entry.place, entry.message.text]] : [];
    });
    expect(places).toHaveLength(3);
    expect(places).toEqual(
      expect.arrayContaining([
        ["@Борис", "привет"],
        [undefined, "это всем"],
        ["@Борис", "и тебе"],
      ]),
    );
  });

  test("[CLI-1] /msg to nobody holds nothing behind it up", async () => {
    const { client, conversation, done } = begin({ input: Readable.from(["/msg Борис привет\nэто всем\n"]) });
    acknowledgeAll(client);
    client.refusal = (question) =>
      question.startsWith("direct") ? new Error("Здесь нет «Борис».") : undefined;
    client.greet();
    expect(await done).toBe(texts.pipe.undelivered(1, 2));
    expect(saidIn(client)).toEqual(["это всем"]);
    const notes = conversation.view().entries.flatMap((entry) => (entry.kind === "note" ? entry.lines : []));
    expect(notes).toContain("  привет");
  });

  test("[CLI-4] ends when its last command has been carried out", async () => {
    const { client, done } = begin({ input: Readable.from(["/topic Чай\n"]) });
    const carriedOut = Promise.withResolvers<CommandOutcome>();
    client.go = ({ room }) => ({ ahead: room, outcome: carriedOut.promise });
    client.greet();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(client.calls).toEqual([]);
    carriedOut.resolve({ lines: [] });
    expect(await done).toBeUndefined();
  });

  test("[CLI-1] what is piped behind a command that is refused is sent nowhere, and counted", async () => {
    const { client, done } = begin({ input: Readable.from(["/join книги\nвам\n", "и это\n"]) });
    client.refusal = "Комнаты «книги» для вас нет.";
    client.quit = () => Promise.resolve("");
    client.greet();
    expect(await done).toBe(texts.pipe.undelivered(3, 3));
    expect(saidIn(client)).toEqual([]);
  });

  test("[CLI-4] bytes that are no UTF-8 are told with their line, sent nowhere, and counted", async () => {
    const input = Readable.from([Buffer.from("раз\n"), Buffer.from([0xef, 0xf0, 0x0a]), Buffer.from("д")]);
    const { client, conversation, done } = begin({ input });
    acknowledgeAll(client);
    client.greet();
    expect(await done).toBe(texts.pipe.undelivered(1, 3));
    expect(saidIn(client)).toEqual(["раз", "д"]);
    const notes = conversation.view().entries.flatMap((entry) => (entry.kind === "note" ? entry.lines : []));
    expect(notes).toContain(texts.pipe.notUtf8(2));
  });

  test("[TXT-1] /quit ends it, and nothing after it is sent", async () => {
    const { client, done } = begin({ input: Readable.from(["раз\n/quit\n", "два\n"]) });
    acknowledgeAll(client);
    client.greet();
    expect(await done).toBeUndefined();
    expect(saidIn(client)).toEqual(["раз"]);
  });

  test("when the server ends the session, it ends and says why", async () => {
    const input = new PassThrough();
    const { client, done } = begin({ input });
    client.greet();
    input.write("раз\n");
    await expect.poll(() => client.waiting.length).toBe(1);
    client.connection({ phase: "ended", code: 4003, status: "kicked", reason: "Удалено модератором" });
    expect(await done).toBe(texts.pipe.ended("Удалено модератором"));
  });

  test("that is followed stays after the end of its input, and does not mind a server that comes late", async () => {
    const { client, conversation, done } = begin({
      input: Readable.from([]),
      timeoutMs: 1,
      isFollowing: true,
    });
    client.connection({ phase: "waiting", attempt: 1, retryAt: 0, reason: "Сервер недоступен." });
    await new Promise((resolve) => setTimeout(resolve, 30));
    client.greet();
    client.hear({ name: "Борис", text: "ещё здесь?" });
    expect(conversation.view().entries.some((entry) => entry.kind === "message")).toBe(true);
    expect(conversation.view().isOver).toBe(false);
    conversation.end();
    expect(await done).toBeUndefined();
  });
});
