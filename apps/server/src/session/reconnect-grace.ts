/** How long every session is kept for a client that lost its connection. */
const graceMs = 2000;
/** How much longer for each other client that is still away then: all reconnect to one process. */
const perOtherMs = 20;
/** The longest addition, however many are away. */
const longestMs = 15_000;

/** A session without its connection. */
export interface Absence {
  /** Time at which the connection was lost, by the clock that only goes forward. */
  readonly since: number;
  /** Ends the absence: the client came back, or the session is over. */
  end(): void;
}

/**
 * Clients that lost their connection and may come back (DEL-8). A single one is given up soon. A thousand at
 * once point to a cable or a proxy: giving them up while they come back would double the work, with an end
 * and a beginning of each, sent to all.
 */
export class ReconnectGrace {
  readonly #elapsed: () => number;
  readonly #away = new Set<Absence>();

  constructor(elapsed: () => number) {
    this.#elapsed = elapsed;
  }

  /** @param giveUp - called once, unless the absence ends before */
  begin(giveUp: () => void): Absence {
    const end = (): void => {
      clearTimeout(timer);
      this.#away.delete(absence);
    };
    const giveUpOnce = (): void => {
      end();
      giveUp();
    };
    let timer = setTimeout(() => {
      timer = setTimeout(giveUpOnce, this.#furtherMs);
    }, graceMs);
    const absence = { since: this.#elapsed(), end };
    this.#away.add(absence);
    return absence;
  }

  get #furtherMs(): number {
    return Math.min(longestMs, (this.#away.size - 1) * perOtherMs);
  }
}
