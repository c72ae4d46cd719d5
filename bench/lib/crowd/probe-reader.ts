import { marker, stampAt } from "../message.ts";
import type { FrameSink } from "../raw/frame-parser.ts";

/** A reader that looks into the messages: how long each was under way, and whether they come in order. */
export class ProbeReader implements Pick<FrameSink, "payload" | "end"> {
  readonly #now: () => number;
  #parts: Buffer[] = [];
  #last = 0;
  #disorder = 0;
  #latencies: number[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Index of the newest message. */
  get last(): number {
    return this.#last;
  }

  /** Messages that were not the next one. */
  get disorder(): number {
    return this.#disorder;
  }

  /** Milliseconds that each message since the last call was under way. */
  takeLatencies(): readonly number[] {
    const taken = this.#latencies;
    this.#latencies = [];
    return taken;
  }

  payload(bytes: Buffer, start: number, end: number): void {
    this.#parts.push(Buffer.from(bytes.subarray(start, end)));
  }

  end(): void {
    const frame = Buffer.concat(this.#parts);
    this.#parts = [];
    const now = this.#now();
    for (let at = frame.indexOf(marker); at >= 0; at = frame.indexOf(marker, at + 1)) {
      const { index, sentAtMs } = stampAt(frame, at);
      if (index !== this.#last + 1) this.#disorder += 1;
      this.#last = index;
      this.#latencies.push(now - sentAtMs);
    }
  }
}
