import type { Output } from "../src/gateway/reader-progress.ts";
import type { LinePort } from "../src/gateway/lines/line-port.ts";

/** A connection of lines whose reader can stall. */
export class LinePipe implements LinePort {
  readonly lines: string[] = [];
  readonly #room: number;
  #stands = false;
  #held: string[] = [];
  #wake = Promise.withResolvers<void>();

  constructor(room: number) {
    this.#room = room;
  }

  write(lines: readonly string[]): void {
    (this.#stands ? this.#held : this.lines).push(...lines);
  }

  async present(lines: readonly string[], signal: AbortSignal): Promise<void> {
    this.write(lines);
    await this.drained(signal);
  }

  get isCongested(): boolean {
    return this.#held.length > this.#room;
  }

  async drained(signal: AbortSignal): Promise<void> {
    while (this.isCongested && !signal.aborted) await this.#wake.promise;
  }

  get output(): Output {
    return { takenBytes: this.lines.length, waitingBytes: this.#held.length };
  }

  standStill(): void {
    this.#stands = true;
  }

  goOn(): void {
    this.#stands = false;
    this.lines.push(...this.#held);
    this.cut();
  }

  /** Cuts the connection; lines under way are lost. */
  cut(): void {
    this.#held = [];
    this.#wake.resolve();
    this.#wake = Promise.withResolvers<void>();
  }

  close(): void {}
  pause(): void {}
  resume(): void {}
}
