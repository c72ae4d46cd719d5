import { setTimeout as sleep } from "node:timers/promises";
import { createChatClient, type ChatClient } from "@beseda/client";
import { StockClient } from "../harness/stock-client.ts";

/** A message of the lobby that somebody saw, in the order of seeing them. */
export interface Seen {
  readonly seq: number;
  readonly text: string;
}

/** Somebody in the chaos: says things until each is acknowledged, and remembers what came. */
export interface Participant {
  readonly name: string;
  /** Whether the server has greeted it. */
  readonly hasArrived: boolean;
  /** Texts whose acknowledgement arrived, with the `seq` that it gave. */
  readonly acknowledged: ReadonlyMap<string, number>;
  /** Everything it ever tried to say. */
  readonly attempted: ReadonlySet<string>;
  say(text: string): void;
  /** Resolves when everything was acknowledged. */
  settled(): Promise<void>;
  seen(): readonly Seen[];
  /** How many resets it was notified of: those are not gaps. */
  readonly resets: number;
  close(): Promise<void>;
}

/** Uses the project's own client, as the web and the terminal do. */
export class SdkParticipant implements Participant {
  readonly name: string;
  readonly attempted = new Set<string>();
  readonly resets = 0;
  readonly #chat: ChatClient;
  readonly #texts = new Map<string, string>();

  constructor(url: string, name: string) {
    this.name = name;
    this.#chat = createChatClient({ url, name, client: "chaos/1" });
  }

  get hasArrived(): boolean {
    return this.#chat.snapshot().welcome !== undefined;
  }

  get acknowledged(): ReadonlyMap<string, number> {
    const acknowledged = new Map<string, number>();
    for (const item of this.#items()) {
      const text = this.#texts.get(item.key);
      if (text !== undefined && item.delivery?.state === "acknowledged")
        acknowledged.set(text, item.delivery.seq);
    }
    return acknowledged;
  }

  say(text: string): void {
    this.attempted.add(text);
    this.#texts.set(this.#chat.send({ room: "lobby", text }), text);
  }

  settled(): Promise<void> {
    return this.#chat.settled();
  }

  seen(): readonly Seen[] {
    return this.#items().flatMap(({ seq, text }) => (seq > 0 ? [{ seq, text }] : []));
  }

  close(): Promise<void> {
    return this.#chat.close();
  }

  #items() {
    const items = this.#chat.snapshot().timelines.get("lobby")?.items ?? [];
    return items.filter((item) => item.kind === "message");
  }
}

/** Uses nothing but the stock tRPC client, with a resend of its own, as a stranger would write it. */
export class StockParticipant implements Participant {
  readonly name: string;
  readonly hasArrived = true;
  readonly acknowledged = new Map<string, number>();
  readonly attempted = new Set<string>();
  readonly #client: StockClient;
  #sending: Promise<void> = Promise.resolve();

  private constructor(client: StockClient, name: string) {
    this.#client = client;
    this.name = name;
  }

  static async start(url: string, name: string): Promise<StockParticipant> {
    const client = new StockClient(url, { name }, { keepsToken: true });
    await client.follow();
    return new StockParticipant(client, name);
  }

  get resets(): number {
    return this.#client.welcomes.filter(({ reset }) => reset !== undefined).length;
  }

  say(text: string): void {
    this.attempted.add(text);
    this.#sending = this.#sending.then(() => this.#insist(text));
  }

  settled(): Promise<void> {
    return this.#sending;
  }

  seen(): readonly Seen[] {
    return this.#client.records.flatMap((record) =>
      record.type === "message" ? [{ seq: record.seq, text: record.message }] : [],
    );
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  async #insist(text: string): Promise<void> {
    const id = crypto.randomUUID();
    while (!this.acknowledged.has(text)) {
      try {
        const { seq } = await this.#client.say(text, id);
        this.acknowledged.set(text, seq);
      } catch {
        await sleep(50);
      }
    }
  }
}
