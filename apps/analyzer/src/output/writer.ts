import type { Locale } from "@beseda/protocol";
import type { Texts } from "../locale/en.ts";
import { Clock } from "../rows/clock.ts";
import type { Cell, CellKind } from "./table.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const two = (value: number): string => String(Math.floor(value)).padStart(2, "0");

/** Writes numbers, times and lengths for people of a language, in a time zone. */
export class Writer {
  readonly #texts: Texts;
  readonly #clock: Clock;
  readonly #count: Intl.NumberFormat;
  readonly #number: Intl.NumberFormat;
  readonly #share: Intl.NumberFormat;
  readonly #change: Intl.NumberFormat;

  constructor(texts: Texts, locale: Locale, zone: string) {
    this.#texts = texts;
    this.#clock = new Clock(zone);
    this.#count = new Intl.NumberFormat(locale);
    this.#number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
    this.#share = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
    this.#change = new Intl.NumberFormat(locale, {
      style: "percent",
      maximumFractionDigits: 1,
      signDisplay: "exceptZero",
    });
  }

  cell(cell: Cell, kind: CellKind): string {
    if (cell === null) return this.#texts.none;
    if (typeof cell === "string") return kind === "time" ? this.time(cell) : oneLine(cell);
    switch (kind) {
      case "duration":
        return this.duration(cell);
      case "share":
        return this.#share.format(cell);
      case "change":
        return this.#change.format(cell);
      case "number":
        return this.#number.format(cell);
      case "hour":
        return `${two(cell)}:00`;
      case "code":
      case "text":
      case "time":
        return String(cell);
      case "count":
        return this.#count.format(cell);
    }
  }

  /** `2026-11-21 10:00:00` on the wall clock of the zone. */
  time(iso: string): string {
    return new Date(this.#clock.local(Date.parse(iso))).toISOString().slice(0, 19).replace("T", " ");
  }

  /** `350 ms`, `12.5 s`, `4 min 05 s`, `1 h 02 min`, `2 d 3 h`; `5 min`, where nothing is left over. */
  duration(ms: number): string {
    const { units } = this.#texts;
    if (ms === 0) return "0";
    if (ms < second) return `${Math.round(ms)} ${units.ms}`;
    if (ms < minute) return `${this.#number.format(ms / second)} ${units.s}`;
    if (ms < hour) return this.#twoUnits([ms, minute, second], [units.min, units.s], two);
    if (ms < day) return this.#twoUnits([ms, hour, minute], [units.h, units.min], two);
    return this.#twoUnits([ms, day, hour], [units.d, units.h], (hours) => String(Math.floor(hours)));
  }

  #twoUnits(
    [ms, large, small]: readonly [number, number, number],
    [largeUnit, smallUnit]: readonly [string, string],
    write: (rest: number) => string,
  ): string {
    const whole = `${this.#count.format(Math.floor(ms / large))} ${largeUnit}`;
    const rest = ms % large;
    return rest === 0 ? whole : `${whole} ${write(rest / small)} ${smallUnit}`;
  }
}

/** What turns the direction of a text, or is not seen at all: it would change what stands beside it. */
const unseen =
  /[\p{Cc}\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB\u{E0001}\u{E0020}-\u{E007F}]/gu;

/** What people write may have line breaks, and worse: a table has none. */
export const oneLine = (text: string): string => text.replaceAll(/\s+/gu, " ").replaceAll(unseen, "");
