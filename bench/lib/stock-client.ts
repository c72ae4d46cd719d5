import { createTRPCClient, createWSClient, wsLink } from "@trpc/client";
import type { Cursor, Welcome } from "@beseda/protocol";
import type { AppRouter } from "@beseda/server/api";
import { WebSocket, type ClientOptions } from "ws";
import { within } from "./within.ts";

const timeoutMs = 30_000;

/** A record as far as a benchmark looks at it. */
interface Heard {
  readonly seq: number;
  readonly prev?: number;
  readonly type: string;
  readonly message: string;
}

export interface StockClientOptions {
  readonly port: number;
  /** The cursor that it goes on from; from the newest history unless given. */
  readonly after?: Cursor;
  /** How long to wait before retry 0, 1, 2 … */
  readonly retryDelayMs?: (retry: number) => number;
  readonly onMessage: (text: string) => void;
  /** Called at each greeting: once for each connection. */
  readonly onGreeting?: () => void;
}

/** The SDK's back-off: anything from nothing to a limit that doubles, from the first retry on. */
const fullJitter = (retry: number): number => Math.random() * Math.min(30_000, 1000 * 2 ** retry);

/** A stock tRPC client that follows the lobby, proves that it misses nothing, and comes back to its own session. */
export class StockClient {
  readonly #options: StockClientOptions;
  readonly #client: ReturnType<typeof createWSClient>;
  readonly #greeted = Promise.withResolvers<Welcome>();
  #socket: WebSocket | undefined;
  #welcome: Welcome | undefined;
  #greetings = 0;
  #renewals = 0;
  #last = 0;
  #gaps = 0;
  #refusal: string | undefined;

  constructor(options: StockClientOptions) {
    this.#options = options;
    this.#client = createWSClient({
      url: `ws://127.0.0.1:${options.port}/trpc`,
      WebSocket: this.#socketClass(),
      connectionParams: () => this.#introduction(),
      retryDelayMs: options.retryDelayMs ?? fullJitter,
    });
  }

  /** Begins to follow; resolves with the first greeting. */
  async follow(): Promise<Welcome> {
    const { after, onMessage } = this.#options;
    const api = createTRPCClient<AppRouter>({ links: [wsLink({ client: this.#client })] });
    api.events.follow.subscribe(after ? { after } : {}, {
      onError: ({ message }) => {
        this.#refusal = message;
      },
      onData: ({ data }) => {
        if ("welcome" in data) this.#greet(data.welcome);
        else for (const record of data.events as readonly Heard[]) this.#hear(record, onMessage);
      },
    });
    return within(timeoutMs, "the greeting", this.#greeted.promise);
  }

  /** How often it was greeted: once more for each connection. */
  get greetings(): number {
    return this.#greetings;
  }

  /** How often it was greeted into another session than the one before. */
  get renewals(): number {
    return this.#renewals;
  }

  /** Records that did not follow the one before them. */
  get gaps(): number {
    return this.#gaps;
  }

  /** Why it no longer follows, if the server has refused that. */
  get refusal(): string | undefined {
    return this.#refusal;
  }

  /** Cuts the network, all at once and without a word. */
  cut(): void {
    this.#socket?.terminate();
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  /** Sockets that can be cut: the global ones only close politely. */
  #socketClass(): typeof globalThis.WebSocket {
    const opened = (socket: WebSocket): void => {
      this.#socket = socket;
    };
    const options: ClientOptions = { perMessageDeflate: false };
    const Cuttable = class extends WebSocket {
      constructor(url: string) {
        super(url, options);
        opened(this);
      }
    };
    return Cuttable as unknown as typeof globalThis.WebSocket;
  }

  #introduction(): Record<string, string> {
    const welcome = this.#welcome;
    return welcome ? { session: welcome.session, token: welcome.token } : { session: "new" };
  }

  #greet(welcome: Welcome): void {
    if (this.#welcome && this.#welcome.session !== welcome.session) this.#renewals += 1;
    this.#welcome = welcome;
    this.#greetings += 1;
    this.#options.onGreeting?.();
    this.#greeted.resolve(welcome);
  }

  #hear({ seq, prev, type, message }: Heard, onMessage: (text: string) => void): void {
    if (this.#last > 0 && prev !== undefined && prev !== this.#last) this.#gaps += 1;
    this.#last = seq;
    if (type === "message") onMessage(message);
  }
}
