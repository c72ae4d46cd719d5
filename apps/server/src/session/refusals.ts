import type { Logger } from "../runtime/logger.ts";

/** A refusal: its code, and what was asked for or from where. */
export interface Refusal {
  readonly refusal: string;
  readonly command?: string | undefined;
  /** Origin of the web page. */
  readonly origin?: string | undefined;
}

const everyMs = 10_000;
/** The most characters that are logged of a client's own text. */
const longestName = 64;

/**
 * Logs refusals for the operator: the first at once, those that follow as one count every ten seconds. A
 * client that floods gets refusals by the thousand, which must not cost a line each.
 */
export class Refusals {
  readonly #logger: Logger;
  readonly #counts = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  note({ refusal, command, origin }: Refusal): void {
    if (this.#isOver) return;
    if (this.#timer === undefined) {
      const what = { command: command?.slice(0, longestName), origin: origin?.slice(0, longestName) };
      this.#logger.info({ refusal, ...what }, "refused");
      this.#wait();
    } else this.#counts.set(refusal, (this.#counts.get(refusal) ?? 0) + 1);
  }

  /** Writes what is not written yet, and nothing that is refused after the end. */
  stop(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#sumUp();
  }

  #wait(): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      // While refusals go on, the next ones are counted too.
      if (this.#sumUp()) this.#wait();
    }, everyMs).unref();
  }

  #sumUp(): boolean {
    if (this.#counts.size === 0) return false;
    this.#logger.info({ refusals: Object.fromEntries(this.#counts) }, "refused more");
    this.#counts.clear();
    return true;
  }
}
