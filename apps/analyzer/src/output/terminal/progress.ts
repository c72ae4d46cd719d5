import { bar } from "./blocks.ts";

/** The place where the bar is drawn: standard error, when it is a terminal. */
export interface ProgressScreen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const firstMs = 400;
const redrawMs = 100;
const width = 30;
const megabyte = 1_000_000;
const clearLine = "\r\u001B[K";

/** A bar on long work. It appears when the work turns out to be long, and leaves nothing behind. */
export class Progress {
  readonly #screen: ProgressScreen;
  readonly #label: string;
  readonly #total: number;
  readonly #clock: () => number;
  readonly #start: number;
  #last = Number.NEGATIVE_INFINITY;
  #isDrawn = false;

  constructor(
    screen: ProgressScreen,
    { label, total }: { label: string; total: number },
    clock = (): number => performance.now(),
  ) {
    this.#screen = screen;
    this.#label = label;
    this.#total = total;
    this.#clock = clock;
    this.#start = clock();
  }

  /** So many bytes are done. */
  show(bytes: number): void {
    const now = this.#clock();
    if (this.#screen.isTTY !== true || now - this.#start < firstMs || now - this.#last < redrawMs) return;
    this.#last = now;
    this.#isDrawn = true;
    const read = `${Math.round(bytes / megabyte)} MB`;
    const part = this.#total > 0 ? Math.min(1, bytes / this.#total) : undefined;
    const drawn =
      part === undefined ? "" : `${bar(part, width).padEnd(width, "░")} ${Math.round(part * 100)} %  `;
    this.#screen.write(`${clearLine}${this.#label} ${drawn}${read}`);
  }

  /** Takes the bar away. */
  end(): void {
    if (this.#isDrawn) this.#screen.write(clearLine);
  }
}
