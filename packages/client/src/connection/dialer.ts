import {
  closeCodes,
  shouldReconnect,
  statusOfClose,
  type Cursor,
  type Introduction,
  type Signal,
  type Welcome,
} from "@beseda/protocol";
import type { ConnectionState } from "./connection-state.ts";
import type { Environment } from "../environment.ts";
import type { Connect, Connection, ConnectionEnd, ReceivedRecord } from "./connection.ts";

export interface DialerParts {
  readonly connect: Connect;
  readonly environment: Environment;
  /** How long to wait before retry 0, 1, 2 … */
  readonly backOff: (retry: number) => number;
  readonly introduction: () => Introduction;
  /** Called at each dial. */
  readonly cursor: () => Cursor | undefined;
  /** `shown` is the token that the connection was opened with. */
  readonly onWelcome: (welcome: Welcome, shown: string | undefined) => void;
  readonly onRecords: (records: readonly ReceivedRecord[]) => void;
  readonly onSignals: (signals: readonly Signal[]) => void;
  readonly onState: (state: ConnectionState) => void;
  /** Returns a sentence for a person about a server that accepts and then says nothing. */
  readonly noGreeting: () => string;
  /** Finds out why no connection came about: a sentence for a person, where that can be known. */
  readonly explain?: (() => Promise<string | undefined>) | undefined;
}

/** The time from the dial to the greeting, at most, in milliseconds. */
const greetingTimeoutMs = 15_000;
/** How long a connection has to last for its loss to count as a new one, and not as one more of the same. */
const stableMs = 10_000;

type Waiting = Extract<ConnectionState, { phase: "waiting" }>;

/** Whether to look for the cause at this try: a server in trouble is not asked twice as much (DEL-8). */
const isWorthAsking = (tries: number): boolean => tries === 1 || tries === 3 || tries % 10 === 0;

/**
 * Keeps one connection: dials, waits, dials again, until an end that is final. The back-off starts over only after
 * a connection that lasted: a server that accepts and closes is called ever more rarely, like one that is away (DEL-8).
 */
export class Dialer {
  readonly #parts: DialerParts;
  #state: ConnectionState = { phase: "connecting", attempt: 1 };
  #connection: Connection | undefined;
  /** Tries since the last connection that lasted. */
  #tries = 0;
  #stopTimer: () => void = () => undefined;
  #quitting = false;
  /** The reason why no connection has come about since the last one. */
  #cause: string | undefined;

  constructor(parts: DialerParts) {
    this.#parts = parts;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** The connection, once the server has greeted. */
  get online(): Connection | undefined {
    return this.#state.phase === "online" ? this.#connection : undefined;
  }

  /** Dials now: at the start, and to end the wait between two tries. */
  dial(): void {
    if (this.#connection || this.#state.phase === "ended") return;
    this.#tries += 1;
    this.#become({ phase: "connecting", attempt: this.#tries });
    let shown: string | undefined;
    const connection = this.#parts.connect({
      introduction: () => {
        const introduction = this.#parts.introduction();
        shown = introduction.token;
        return introduction;
      },
      after: this.#parts.cursor(),
      onWelcome: (welcome) => {
        if (this.#connection === connection) this.#greeted(welcome, shown);
      },
      onRecords: (records) => {
        if (this.#connection === connection) this.#parts.onRecords(records);
      },
      onSignals: (signals) => {
        if (this.#connection === connection) this.#parts.onSignals(signals);
      },
      onEnd: (end) => {
        if (this.#connection === connection) this.#lost(end);
      },
    });
    this.#connection = connection;
    this.#startTimer(greetingTimeoutMs, () => {
      connection.close(closeCodes.timeout.code);
      this.#lost({ code: closeCodes.timeout.code, reason: this.#parts.noGreeting() });
    });
  }

  /** Leaves this connection for another one at once: this client has turned out to be somebody else. */
  redial(): void {
    const connection = this.#connection;
    this.#connection = undefined;
    connection?.close(closeCodes.leaving.code);
    this.dial();
  }

  /** Makes a loss from now on the end that was wished for. */
  expectEnd(): void {
    this.#quitting = true;
  }

  /** Ends the connection from this side. */
  end(end: ConnectionEnd, closeCode = end.code): void {
    if (this.#state.phase === "ended") return;
    this.#connection?.close(closeCode);
    this.#over(end);
  }

  #greeted(welcome: Welcome, shown: string | undefined): void {
    if (this.#state.phase !== "online") {
      this.#startTimer(stableMs, () => {
        this.#tries = 0;
      });
      this.#cause = undefined;
      this.#become({ phase: "online" });
    }
    this.#parts.onWelcome(welcome, shown);
  }

  #lost(end: ConnectionEnd): void {
    this.#connection = undefined;
    if (this.#quitting || !shouldReconnect(end.code)) {
      this.#over(end);
      return;
    }
    const { backOff, environment } = this.#parts;
    const delayMs = end.retryAfterMs ?? backOff(Math.max(0, this.#tries - 1));
    this.#startTimer(delayMs, () => {
      this.dial();
    });
    const waiting = {
      phase: "waiting",
      attempt: this.#tries + 1,
      retryAt: environment.now() + delayMs,
      reason: end.reason,
    } as const;
    if (end.unopened === true && this.#parts.explain && isWorthAsking(this.#tries))
      void this.#explain(waiting);
    else this.#wait(waiting);
  }

  #wait(waiting: Waiting): void {
    const reason = this.#cause;
    this.#become(reason === undefined ? waiting : { ...waiting, reason, explained: true });
  }

  async #explain(waiting: Waiting): Promise<void> {
    const before = this.#state;
    const cause = await this.#parts.explain?.();
    if (cause !== undefined) this.#cause = cause;
    // The next try may have begun meanwhile, or it may be over.
    if (this.#state === before && this.#connection === undefined) this.#wait(waiting);
  }

  #over({ code, reason }: ConnectionEnd): void {
    this.#stopTimer();
    this.#connection = undefined;
    this.#become({ phase: "ended", code, status: statusOfClose(code), reason });
  }

  #become(state: ConnectionState): void {
    this.#state = state;
    this.#parts.onState(state);
  }

  #startTimer(ms: number, callback: () => void): void {
    this.#stopTimer();
    this.#stopTimer = this.#parts.environment.after(ms, callback);
  }
}
