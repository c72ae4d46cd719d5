import { createHash, type Hash } from "node:crypto";
import { isOf } from "@beseda/protocol";
import { expect, test } from "vitest";
import { effort } from "../../testing/effort.ts";
import { RawTrpcClient } from "../../testing/raw-trpc-client.ts";
import { temporaryServer, type TemporaryServer } from "../../testing/running-server.ts";
import { TcpClient, WebSocketClient, type TextClient } from "../../testing/text-client.ts";
import { until } from "../../testing/until.ts";

/** The number of people: with `BESEDA_LONG=1`, a hundred on each transport with fifty messages each. */
const people = effort({ short: 10, long: 100 });
const messages = effort({ short: 20, long: 50 });
const all = 3 * people * messages;

const saying = /^(?<person>\d+) говорит (?<message>\d+)$/u;

/**
 * The messages one person got: the count of each, and a digest, which is the same for all only if the order
 * is.
 */
class Ear {
  readonly #hash: Hash = createHash("sha1");
  readonly #times = new Uint8Array(all);
  count = 0;
  acknowledged = 0;

  hear(text: string): void {
    this.count += 1;
    this.#hash.update(`${text}\n`);
    const { person, message } = saying.exec(text)?.groups ?? {};
    const place = Number(person) * messages + Number(message);
    this.#times[place] = (this.#times[place] ?? 0) + 1;
  }

  get lost(): number {
    return this.#times.filter((times) => times === 0).length;
  }

  get duplicated(): number {
    return this.#times.reduce((sum, times) => sum + Math.max(0, times - 1), 0);
  }

  digest(): string {
    return this.#hash.copy().digest("hex");
  }
}

interface Person {
  readonly ear: Ear;
  say(number: number): void;
  leave(): void;
}

const spoken = /\] [^*:]+: (?<text>.*)$/u;

/** Processes lines as they come and keeps none of them. */
const listen = (client: TextClient, ear: Ear): void => {
  client.onLine = (line) => {
    const text = spoken.exec(line)?.groups?.["text"];
    if (text !== undefined) ear.hear(text);
    else if (line.startsWith("Принято #")) ear.acknowledged += 1;
  };
};

const textPerson = async (number: number, connecting: Promise<TextClient>): Promise<Person> => {
  const ear = new Ear();
  const client = await connecting;
  listen(client, ear);
  return {
    ear,
    say: (message) => client.type(`${number} говорит ${message}`),
    leave: () => client.vanish(),
  };
};

const trpcPerson = async (number: number, server: TemporaryServer): Promise<Person> => {
  const ear = new Ear();
  const client = await RawTrpcClient.connect(server, `t${number}`, (frame) => {
    if (frame.includes('"duplicate":false')) ear.acknowledged += 1;
    for (const match of frame.matchAll(/"sender":"client","message":"(?<text>[^"]*)"/gu)) {
      ear.hear(match.groups?.["text"] ?? "");
    }
  });
  return {
    ear,
    say: (message) => client.say(`m${message}`, `${number} говорит ${message}`),
    leave: () => client.socket.terminate(),
  };
};

test(
  "[DEL-2] a crowd on three transports: everybody gets everything once, in the order of the log",
  { timeout: 600_000 },
  async () => {
    await using server = await temporaryServer({ durability: "fsync" });
    const crowd: Person[] = [];
    for (let number = 0; number < people; number += 1) {
      crowd.push(
        await textPerson(3 * number, TcpClient.connect(server)),
        await textPerson(3 * number + 1, WebSocketClient.connect(server)),
        await trpcPerson(3 * number + 2, server),
      );
    }
    const began = performance.now();
    for (let message = 0; message < messages; message += 1) {
      for (const person of crowd) person.say(message);
      await new Promise(setImmediate);
    }
    await until(
      () => `everybody to hear ${all}, not ${Math.min(...crowd.map(({ ear }) => ear.count))}`,
      () => crowd.every(({ ear }) => ear.count >= all && ear.acknowledged >= messages),
      500_000,
    );
    const seconds = (performance.now() - began) / 1000;
    const log = new Ear();
    for (let after = 0; after < server.running.log.last.seq;) {
      const entries = await server.running.log.read({ after, limit: 1000 });
      for (const { record } of entries) if (isOf(record, "message")) log.hear(record.message);
      after = entries.at(-1)?.record.seq ?? Number.POSITIVE_INFINITY;
    }
    const sum = (of: (ear: Ear) => number): number => crowd.reduce((total, { ear }) => total + of(ear), 0);
    const figures = {
      clients: crowd.length,
      messages: all,
      deliveries: sum(({ count }) => count),
      lost: sum(({ lost }) => lost),
      duplicated: sum(({ duplicated }) => duplicated),
      disordered: sum((ear) => (ear.digest() === log.digest() ? 0 : 1)),
    };
    process.stdout.write(
      `${JSON.stringify({ test: "crowd", ...figures, seconds, rssMb: process.memoryUsage.rss() >> 20 })}\n`,
    );
    expect(log.count).toBe(all);
    expect(figures).toMatchObject({ deliveries: crowd.length * all, lost: 0, duplicated: 0, disordered: 0 });
    expect(crowd.map(({ ear }) => ear.acknowledged)).toEqual(crowd.map(() => messages));
    for (const person of crowd) person.leave();
  },
);
