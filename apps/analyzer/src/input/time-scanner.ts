import { byte } from "./bytes.ts";
import { isPlausible } from "./moment.ts";

const hour = 3_600_000;
const minute = 60_000;
const hyphen = 0x2d;

/** No two digits: more than any of them. */
const wrong = 1000;

const two = (bytes: Buffer, at: number): number => {
  const tens = (bytes[at] ?? 0) - byte.zero;
  const units = (bytes[at + 1] ?? 0) - byte.zero;
  return tens >= 0 && tens <= 9 && units >= 0 && units <= 9 ? tens * 10 + units : wrong;
};

/** Reads times like `2026-11-21T10:00:00.000Z` from bytes. */
export class TimeScanner {
  #day = -1;
  #dayMs = 0;

  /** Milliseconds since 1970 of the 24 bytes at `at`; NaN for any other form. */
  read(bytes: Buffer, at: number): number {
    const day =
      (two(bytes, at) * 100 + two(bytes, at + 2)) * 10_000 + two(bytes, at + 5) * 100 + two(bytes, at + 8);
    if (day !== this.#day) this.#newDay(bytes, at, day);
    const hours = two(bytes, at + 11);
    const minutes = two(bytes, at + 14);
    const seconds = two(bytes, at + 17);
    const hundredths = two(bytes, at + 20);
    const last = (bytes[at + 22] ?? 0) - byte.zero;
    const isTime =
      bytes[at + 4] === hyphen &&
      bytes[at + 7] === hyphen &&
      bytes[at + 10] === 0x54 &&
      bytes[at + 13] === byte.colon &&
      bytes[at + 16] === byte.colon &&
      bytes[at + 19] === 0x2e &&
      bytes[at + 23] === 0x5a &&
      hours < 24 &&
      minutes < 60 &&
      seconds < 60 &&
      hundredths < 100 &&
      last >= 0 &&
      last <= 9;
    if (!isTime) return Number.NaN;
    return this.#dayMs + hours * hour + minutes * minute + seconds * 1000 + hundredths * 10 + last;
  }

  #newDay(bytes: Buffer, at: number, day: number): void {
    this.#day = day;
    const dayMs = Date.parse(bytes.toString("latin1", at, at + 10));
    this.#dayMs = isPlausible(dayMs) ? dayMs : Number.NaN;
  }
}
