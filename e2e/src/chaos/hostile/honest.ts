import { setTimeout as sleep } from "node:timers/promises";
import type { WebSocketLines, TcpLines } from "../../harness/lines.ts";
import type { StockClient } from "../../harness/stock-client.ts";
import { until } from "../../harness/until.ts";

/** Somebody who keeps the rules: what they said, which answers they got, what they saw of the others. */
export interface Honest {
  readonly name: string;
  readonly clientId: string;
  /** In the order in which it was said. */
  readonly said: readonly string[];
  /** `seq` by text. */
  readonly acknowledged: ReadonlyMap<string, number>;
  /** Answers in place of an acknowledgement, as far as they can be told from all else that comes. */
  readonly refusals: readonly string[];
  /** Everything that came, as it was read; empty for a client that does not read lines. */
  readonly lines: readonly string[];
  /** Whether the server closed the connection. */
  readonly wasClosed: boolean;
  /** The messages that came, in this order. */
  seen(): readonly string[];
  /** The number of holes in what came. */
  gaps(): number;
  say(text: string): void;
}

/** Says one thing after another until the signal; resolves when all of it was acknowledged, or long after. */
export const talk = async (honest: Honest, pauseMs: number, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    honest.say(`${honest.name} говорит ${honest.said.length + 1}`);
    await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
  }
  await until(
    `the acknowledgements of ${honest.name}`,
    () => honest.acknowledged.size === honest.said.length,
  ).catch(() => undefined);
};

/** An honest person who uses the stock client. */
export class HonestProgram implements Honest {
  readonly said: string[] = [];
  readonly acknowledged = new Map<string, number>();
  readonly refusals: string[] = [];
  readonly lines: readonly string[] = [];
  readonly name: string;
  readonly clientId: string;
  readonly #client: StockClient;

  constructor(client: StockClient) {
    this.#client = client;
    const { name, client_id } = client.welcomes[0] ?? { name: "", client_id: "" };
    this.name = name;
    this.clientId = client_id;
  }

  get wasClosed(): boolean {
    return this.#client.closes.length > 0;
  }

  seen(): readonly string[] {
    return this.#client.said;
  }

  gaps(): number {
    const last = new Map<string, number>();
    let gaps = 0;
    for (const record of this.#client.records) {
      if (!("prev" in record)) continue;
      const before = last.get(record.room);
      if (before !== undefined && record.prev !== before) gaps += 1;
      last.set(record.room, record.seq);
    }
    return gaps;
  }

  say(text: string): void {
    this.said.push(text);
    void this.#client.say(text).then(
      ({ seq }) => this.acknowledged.set(text, seq),
      (error: unknown) => this.refusals.push(String(error)),
    );
  }
}

const line = /^(?:\S+ )?\[\d\d:\d\d:\d\d\] [^:]+: (?<text>.*)$/u;
const acknowledgement = /^Принято #(?<seq>\d+) /u;

/** An honest person who reads and writes lines. */
export class HonestLines implements Honest {
  readonly said: string[] = [];
  readonly refusals: readonly string[] = [];
  readonly name: string;
  readonly clientId: string;
  readonly #client: WebSocketLines | TcpLines;

  constructor(client: WebSocketLines | TcpLines, name: string, clientId: string) {
    this.#client = client;
    this.name = name;
    this.clientId = clientId;
  }

  get lines(): readonly string[] {
    return this.#client.lines;
  }

  get wasClosed(): boolean {
    return this.#client.close !== undefined;
  }

  /** Lines are answered in order. */
  get acknowledged(): ReadonlyMap<string, number> {
    const seqs = this.lines.flatMap((text) => acknowledgement.exec(text)?.groups?.["seq"] ?? []);
    return new Map(seqs.map((seq, index) => [this.said[index] ?? "what was not said", Number(seq)]));
  }

  seen(): readonly string[] {
    return this.lines.flatMap((text) => line.exec(text)?.groups?.["text"] ?? []);
  }

  gaps(): number {
    return 0;
  }

  say(text: string): void {
    this.said.push(text);
    this.#client.type(text);
  }
}

/** Reports what was said but never acknowledged, if there is any. */
export const unansweredOf = ({ name, said, acknowledged, refusals }: Honest): readonly string[] => {
  if (acknowledged.size === said.length) return [];
  const times = `${acknowledged.size} of ${said.length}`;
  return [`${name} was answered ${times} times, and otherwise: ${refusals[0] ?? "nothing"}`];
};
