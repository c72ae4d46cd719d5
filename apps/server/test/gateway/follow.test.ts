import { defaultLimits } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import { RawTrpcClient } from "../../testing/raw-trpc-client.ts";
import { temporaryServer, type TemporaryServer } from "../../testing/running-server.ts";
import { until } from "../../testing/until.ts";

/** A reader of raw frames, under subscription number 1. */
class Reader {
  readonly frames: string[] = [];
  readonly #client: RawTrpcClient;

  private constructor(client: RawTrpcClient, frames: string[]) {
    this.#client = client;
    this.frames = frames;
  }

  static async come(server: TemporaryServer, name: string): Promise<Reader> {
    const frames: string[] = [];
    return new Reader(await RawTrpcClient.connect(server, name, (text) => frames.push(text)), frames);
  }

  say(text: string): void {
    this.#client.say(crypto.randomUUID(), text);
  }

  send(message: unknown): void {
    this.#client.socket.send(JSON.stringify(message));
  }

  follow(id: number): void {
    this.send({ id, method: "subscription", params: { path: "events.follow", input: {} } });
  }

  hears(text: string): Promise<true> {
    return until(
      () => `«${text}»`,
      () => this.heard(text) > 0 || undefined,
    );
  }

  /** Returns the number of frames with records that have the text. */
  heard(text: string): number {
    return this.frames.filter((frame) => frame.includes('"events":') && frame.includes(text)).length;
  }

  /** Returns how often the end of a subscription was reported. */
  ends(id: number): number {
    return this.frames.filter((frame) => frame === `{"id":${id},"result":{"type":"stopped"}}`).length;
  }
}

describe("a subscription to events.follow", () => {
  test.each([false, true])("is stopped by the client, once, also in a batch (%s)", async (isBatch) => {
    await using server = await temporaryServer();
    const anna = await Reader.come(server, "Анна");
    const boris = await Reader.come(server, "Борис");
    anna.say("Раз");
    await boris.hears("Раз");
    expect(boris.ends(1)).toBe(0);

    const stop = { id: 1, method: "subscription.stop" };
    boris.send(isBatch ? [stop] : stop);
    await until(
      () => "the end",
      () => boris.ends(1) > 0 || undefined,
    );
    anna.say("Два");
    await anna.hears("Два");
    boris.say("Слышно только других");
    await anna.hears("Слышно только других");
    expect(boris.heard("Два")).toBe(0);
    expect(boris.ends(1)).toBe(1);
  });

  test("that was stopped makes room for another", async () => {
    await using server = await temporaryServer();
    const anna = await Reader.come(server, "Анна");
    for (let id = 2; id < 2 + 2 * defaultLimits.subscriptions; id += 1) {
      anna.send({ id: id - 1, method: "subscription.stop" });
      anna.follow(id);
      await until(
        () => `subscription ${id}`,
        () => anna.frames.some((frame) => frame === `{"id":${id},"result":{"type":"started"}}`) || undefined,
      );
    }
    expect(anna.frames.filter((frame) => frame.includes('"error"'))).toEqual([]);
    anna.say("Всё ещё здесь");
    await anna.hears("Всё ещё здесь");
    expect(anna.heard("Всё ещё здесь")).toBe(1);
  });

  test("[DEL-2] whose number is used again ends: nothing comes twice under one number", async () => {
    await using server = await temporaryServer();
    const anna = await Reader.come(server, "Анна");
    anna.follow(1);
    await until(
      () => "the second start",
      () =>
        anna.frames.filter((frame) => frame === '{"id":1,"result":{"type":"started"}}').length === 2 ||
        undefined,
    );
    anna.say("Один раз");
    await anna.hears("Один раз");
    anna.say("И ещё");
    await anna.hears("И ещё");
    expect(anna.heard("Один раз")).toBe(1);
  });
});
