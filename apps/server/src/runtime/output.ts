import fs from "node:fs";
import type { DestinationStream } from "pino";

/** The most bytes that wait while the reader of the output does not read. */
const mostBytes = 1024 * 1024;
/** How long a started write may take when the process ends. */
const onItsWayMs = 20;
/** The delay before a slow reader is tried again. */
const againMs = 50;

/**
 * The output of the operator's log. It never blocks or ends the chat: entries that the disk or the reader
 * does not take are counted, and the number is reported once something is taken again (OPS-6).
 */
export class Output implements DestinationStream {
  readonly #descriptor: number;
  /** Makes the entry that reports the number of lost entries. */
  readonly #tellLost: (lost: number, why: string) => string;
  readonly #waiting: Buffer[] = [];
  #bytes = 0;
  /** The bytes being written, from the first byte that was not taken. */
  #writing: Buffer | undefined;
  #lost = 0;
  #why = "";
  #isTorn = false;
  #isClosed = false;

  constructor(descriptor: number, tellLost: (lost: number, why: string) => string) {
    this.#descriptor = descriptor;
    this.#tellLost = tellLost;
  }

  /** Whether the last entry written has reached nobody. */
  get isBroken(): boolean {
    return this.#isClosed || this.#lost > 0;
  }

  write(entry: string): void {
    const bytes = Buffer.from(entry);
    if (this.#isClosed || this.#bytes + bytes.length > mostBytes) {
      this.#lose(1, this.#why || "nobody reads it");
      return;
    }
    this.#waiting.push(bytes);
    this.#bytes += bytes.length;
    if (!this.#writing) this.#next();
  }

  /** Writes the waiting bytes that are taken at once, before the process ends. */
  flushSync(): void {
    if (this.#waiting.length === 0) return;
    // The bytes being written come first.
    if (this.#writing) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, onItsWayMs);
    const waiting = this.#waiting.splice(0);
    this.#bytes = 0;
    try {
      for (const entry of waiting) fs.writeSync(this.#descriptor, entry);
    } catch (error) {
      this.#lose(waiting.length, codeOf(error));
    }
  }

  #next(): void {
    if (this.#waiting.length === 0) return;
    const entries = this.#waiting.splice(0);
    this.#bytes = 0;
    const lost = this.#lost;
    if (lost > 0)
      entries.unshift(Buffer.from(`${this.#isTorn ? "\n" : ""}${this.#tellLost(lost, this.#why)}`));
    this.#bring(Buffer.concat(entries), () => {
      this.#lost -= lost;
      this.#isTorn = false;
    });
  }

  #bring(bytes: Buffer, onTaken: () => void): void {
    this.#writing = bytes;
    fs.write(this.#descriptor, bytes, (error, written) => {
      const rest = bytes.subarray(error ? 0 : written);
      if (error?.code === "EAGAIN") setTimeout(() => this.#bring(rest, onTaken), againMs);
      else if (!error && rest.length > 0) {
        this.#isTorn = true;
        this.#bring(rest, onTaken);
      } else {
        if (error) this.#lose(entriesIn(rest), codeOf(error));
        else onTaken();
        this.#writing = undefined;
        this.#next();
      }
    });
  }

  #lose(entries: number, why: string): void {
    this.#lost += entries;
    this.#why = why;
    // The output has no reader any more, and never will.
    this.#isClosed ||= why === "EPIPE";
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : String(error);

const newline = 10;
const entriesIn = (bytes: Buffer): number => bytes.reduce((sum, byte) => sum + Number(byte === newline), 0);
