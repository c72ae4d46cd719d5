import { createTRPCClient, createWSClient, wsLink, type TRPCClient } from "@trpc/client";
import type { ChatRecord, Follow, Introduction, Signal, Welcome } from "@beseda/protocol";
import type { AppRouter } from "@beseda/server/api";
import { until } from "./until.ts";

/** A client of the stock tRPC packages only: it gets what every other program may expect of the server. */
export class StockClient implements AsyncDisposable {
  readonly api: TRPCClient<AppRouter>;
  readonly welcomes: Welcome[] = [];
  readonly records: ChatRecord[] = [];
  readonly ids: string[] = [];
  readonly closes: { readonly code: number; readonly reason: string }[] = [];
  readonly errors: unknown[] = [];
  /** Where in `records` those begin that came since the newest greeting that began anew. */
  beginning = 0;
  readonly #socket: ReturnType<typeof createWSClient>;
  #subscription: { unsubscribe(): void } | undefined;

  constructor(url: string, introduction: Introduction = {}, { keepsToken = false } = {}) {
    const parameters = (): Record<string, string> => {
      const kept = keepsToken ? this.welcomes.at(-1)?.token : undefined;
      const token = kept ?? introduction.token;
      const told = Object.entries({ ...introduction, token });
      return Object.fromEntries(told.filter((entry): entry is [string, string] => entry[1] !== undefined));
    };
    this.#socket = createWSClient({
      url: `${url.replace(/^http/u, "ws")}/trpc`,
      connectionParams: parameters,
      retryDelayMs: () => 50,
      onClose: (event) => {
        const { code, reason } = event as CloseEvent;
        this.closes.push({ code, reason });
      },
    });
    this.api = createTRPCClient<AppRouter>({ links: [wsLink({ client: this.#socket })] });
  }

  /** Begins to follow; resolves with the greeting. */
  async follow(input: Follow = {}): Promise<Welcome> {
    this.#subscription = this.api.events.follow.subscribe(input, {
      onData: ({ id, data }) => {
        this.ids.push(id);
        if ("welcome" in data) {
          this.welcomes.push(data.welcome);
          if (!data.welcome.resumed) this.beginning = this.records.length;
        } else this.records.push(...(data.events as ChatRecord[]));
      },
      onError: (error) => this.errors.push(error),
    });
    return until("the greeting", () => this.welcomes.at(-1));
  }

  /** Listens to signals; resolves, when none is missed any longer, with the array that they gather in. */
  async signals(): Promise<readonly Signal[]> {
    const gathered: Signal[] = [];
    const { promise: started, resolve } = Promise.withResolvers<void>();
    this.api.events.signals.subscribe(undefined, {
      onStarted: () => resolve(),
      onData: ({ signals }) => gathered.push(...signals),
    });
    await started;
    return gathered;
  }

  unfollow(): void {
    this.#subscription?.unsubscribe();
  }

  say(
    text: string,
    id: string = crypto.randomUUID(),
  ): Promise<{ seq: number; time: string; duplicate: boolean }> {
    return this.api.message.send.mutate({ id, room: "lobby", text });
  }

  /** The messages said in its rooms, as far as it got them. */
  get said(): readonly string[] {
    return this.records.flatMap((record) => (record.type === "message" ? [record.message] : []));
  }

  hears(text: string): Promise<true> {
    return until(
      `«${text}» among ${JSON.stringify(this.said.slice(-5))}`,
      () => this.said.includes(text) || undefined,
    );
  }

  async close(): Promise<void> {
    await this.#socket.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
