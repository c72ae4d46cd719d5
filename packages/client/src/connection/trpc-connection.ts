import {
  closeCodes,
  closeOfRefusal,
  procedures,
  welcomeSchema,
  type Locale,
  type Welcome,
} from "@beseda/protocol";
import {
  createTRPCUntypedClient,
  createWSClient,
  wsLink,
  type TRPCUntypedClient,
  type TRPCWebSocketClient,
} from "@trpc/client";
import type { AnyTRPCRouter } from "@trpc/server";
import type { Environment } from "../environment.ts";
import { clientTexts } from "../texts.ts";
import { endOf } from "./close-reason.ts";
import type {
  ChatApi,
  Connect,
  Connection,
  ConnectionEnd,
  ConnectionRequest,
  ReceivedRecord,
} from "./connection.ts";
import { receivedFrom } from "./received.ts";
import { frameReader } from "./frame-reader.ts";
import { followSignals } from "./signals-subscription.ts";
import { trpcUrl, watched } from "./socket.ts";
import { refusedBy, trpcApi } from "./trpc-api.ts";

export interface TrpcOptions {
  readonly url: string;
  readonly WebSocket?: typeof WebSocket | undefined;
  readonly environment: Environment;
  readonly locale: () => Locale;
  /** How long to wait before the socket that a server's `reconnect` asks for; index 0 is the first try. */
  readonly moveDelayMs: (retry: number) => number;
  /** @default {@link defaultTimes} */
  readonly times?: Times;
}

/** Time limits, all in milliseconds. */
export interface Times {
  /** Silence after which the peer is pinged. */
  readonly pingMs: number;
  /** How long the peer may take to answer the ping. */
  readonly pongMs: number;
  /** How long a peer that did not answer, and does not take part in the closing, still has. */
  readonly closeMs: number;
  /** How long the answer to a request may take. */
  readonly answerMs: number;
}

export const defaultTimes: Times = { pingMs: 25_000, pongMs: 10_000, closeMs: 2000, answerMs: 15_000 };

/** Connections over the stock tRPC client. */
export const connectByTrpc =
  (options: TrpcOptions): Connect =>
  (request) =>
    new TrpcConnection(options, request);

/**
 * One connection, made of a stock WebSocket client that lives exactly as long. The stock client could come back by
 * itself, but loses what it needs to do that well: it forgets its back-off at every open (it calls a server that
 * accepts and closes in a hot loop), takes no hint, knows no final close codes, and resumes from the last item
 * that arrived instead of the last record that was applied. So it is let go at its first loss, and the
 * {@link Dialer} makes another one. One thing is left to it, since it does it best: the move to another socket
 * that a server asks for, without a gap.
 */
class TrpcConnection implements Connection {
  readonly api: ChatApi;
  readonly #options: TrpcOptions;
  readonly #request: ConnectionRequest;
  readonly #ended = new AbortController();
  readonly #socket: TRPCWebSocketClient;
  readonly #client: TRPCUntypedClient<AnyTRPCRouter>;
  #opened = false;
  #isSignalled = false;

  constructor(options: TrpcOptions, request: ConnectionRequest) {
    this.#options = options;
    this.#request = request;
    const { pingMs, pongMs, answerMs } = options.times ?? defaultTimes;
    this.#socket = createWSClient({
      url: trpcUrl(options.url),
      connectionParams: () => parametersOf(request),
      WebSocket: watched(options.WebSocket ?? WebSocket, {
        onOpening: () => {
          this.#forbidAfterEnd();
        },
        // The keep-alive gives up a silent peer this way, and then waits for a handshake that may never come.
        onClosing: (socket) => {
          if (this.#socket.connection?.ws === socket) this.#expectClosed();
        },
      }),
      keepAlive: { enabled: true, intervalMs: pingMs, pongTimeoutMs: pongMs },
      retryDelayMs: (retry) => (this.#ended.signal.aborted ? 0 : options.moveDelayMs(retry)),
      onOpen: () => {
        this.#opened = true;
      },
      experimental_encoder: frameReader(() => {
        this.#notUnderstood();
      }),
    });
    const client = createTRPCUntypedClient<AnyTRPCRouter>({ links: [wsLink({ client: this.#socket })] });
    this.#client = client;
    const { locale } = options;
    this.api = trpcApi({ client, ended: this.#ended.signal, timeoutMs: answerMs, locale });
    this.#socket.connectionState.subscribe({
      next: ({ state, error }) => {
        if (state === "connecting" && error) this.#lost(error);
      },
    });
    // The first request of its connection, so that it has the same wire id as everybody's: the server shares frames.
    client.subscription(procedures.events.follow.path, request.after ? { after: request.after } : {}, {
      onData: (item) => {
        this.#take(trackedIn(item));
      },
      onError: (error) => {
        this.#refused(error);
      },
      onStopped: () => {
        this.#expectClosed();
      },
    });
  }

  close(code: number): void {
    if (this.#ended.signal.aborted) return;
    const socket = this.#socket.connection?.ws;
    if (socket?.readyState === socket?.OPEN) socket?.close(code);
    this.#release();
  }

  #take(data: unknown): void {
    if (this.#ended.signal.aborted) return;
    const item = itemFrom(data);
    if (!item) this.#notUnderstood();
    else if ("welcome" in item) this.#greeted(item.welcome);
    else this.#request.onRecords(item.records);
  }

  #greeted(welcome: Welcome): void {
    this.#request.onWelcome(welcome);
    // Only once: the stock client takes its subscriptions along when the server moves it to another socket.
    if (this.#isSignalled || this.#ended.signal.aborted) return;
    this.#isSignalled = true;
    followSignals(this.#client, (signals) => {
      if (!this.#ended.signal.aborted) this.#request.onSignals(signals);
    });
  }

  #notUnderstood(): void {
    const { notUnderstood } = clientTexts(this.#options.locale());
    this.#end({ code: closeCodes.protocolError.code, reason: notUnderstood });
  }

  #lost(error: unknown): void {
    const close = causesOf(error).find((cause) => "code" in cause && typeof cause.code === "number");
    const locale = this.#options.locale();
    if (close && "code" in close) {
      const reason = "reason" in close && typeof close.reason === "string" ? close.reason : "";
      this.#end(endOf(Number(close.code), reason, locale));
      return;
    }
    const reason = this.#opened ? "" : clientTexts(locale).unreachable;
    this.#end({ ...endOf(closeCodes.lost.code, reason, locale), unopened: !this.#opened });
  }

  #refused(error: unknown): void {
    const refusal = refusedBy(error);
    if (!refusal) {
      // The request could not be sent, since the server is closing: the close gives the reason.
      this.#expectClosed();
      return;
    }
    const { code, message, retryAfterMs } = refusal;
    const final = retryAfterMs === undefined ? closeOfRefusal(code) : undefined;
    const close = final ?? "tryLater";
    this.#end({ code: closeCodes[close].code, reason: message, retryAfterMs });
  }

  /**
   * Throws after the end. A request that was not sent yet opens the stock client again after its `close`: nobody
   * would use that socket, but the server would keep a session for it. Closed once more, the client gives up.
   */
  #forbidAfterEnd(): void {
    if (!this.#ended.signal.aborted) return;
    void this.#socket.close();
    throw new Error("this connection has ended");
  }

  /** Called when one side begins to close: the connection ends soon, whether or not the other takes part. */
  #expectClosed(): void {
    if (this.#ended.signal.aborted) return;
    const { environment, times = defaultTimes, locale } = this.#options;
    const stop = environment.after(times.closeMs, () => {
      this.#end(endOf(closeCodes.lost.code, "", locale()));
    });
    this.#ended.signal.addEventListener("abort", stop, { once: true });
  }

  #end(end: ConnectionEnd): void {
    if (this.#ended.signal.aborted) return;
    this.#release();
    this.#request.onEnd(end);
  }

  #release(): void {
    this.#ended.abort();
    void this.#socket.close();
  }
}

/** Returns the data that tRPC has put its id beside, to resume by. */
const trackedIn = (item: unknown): unknown =>
  typeof item === "object" && item !== null && "data" in item ? item.data : undefined;

type Item = { readonly welcome: Welcome } | { readonly records: readonly ReceivedRecord[] };

/** Returns one item of `events.follow`; undefined for anything else. */
const itemFrom = (data: unknown): Item | undefined => {
  if (typeof data !== "object" || data === null) return undefined;
  try {
    if ("welcome" in data) return { welcome: welcomeSchema.parse(data.welcome) };
    return "events" in data && Array.isArray(data.events)
      ? { records: data.events.map(receivedFrom) }
      : undefined;
  } catch {
    return undefined;
  }
};

const parametersOf = ({ introduction }: ConnectionRequest): Record<string, string> =>
  Object.fromEntries(
    Object.entries(introduction()).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );

const causesOf = (error: unknown): readonly object[] => {
  const causes: object[] = [];
  for (let cause = error; typeof cause === "object" && cause !== null && causes.length < 5;) {
    causes.push(cause);
    cause = "cause" in cause ? cause.cause : undefined;
  }
  return causes;
};
