import { cleanLine, type Locale, type SessionStatus } from "@beseda/protocol";
import type { Texts } from "../locale/en.ts";
import { Clock } from "../rows/clock.ts";
import type { Cell, CellKind } from "./table.ts";

/** How a connection ended, by the codes that it is closed with. */
const closeStatuses = {
  1000: "normal",
  1001: "going-away",
  1002: "protocol-error",
  1006: "abnormal",
  1007: "protocol-error",
  1008: "protocol-error",
  1009: "protocol-error",
  1012: "server-stopped",
  3001: "going-away",
  4000: "protocol-error",
  4003: "kicked",
  4004: "banned",
  4005: "timeout",
  4008: "slow",
  4009: "replaced",
  4029: "rate-limited",
} as const satisfies Readonly<Record<number, SessionStatus>>;

const isCloseCode = (code: number): code is keyof typeof closeStatuses => Object.hasOwn(closeStatuses, code);

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const two = (value: number): string => String(Math.floor(value)).padStart(2, "0");

/** How times are written: for lists, `2026-11-21 10:00:00`, or as in speech. */
export type TimeStyle = "list" | "spoken";

/** Writes numbers, times and lengths for people of a language, in a time zone. */
export class Writer {
  readonly #texts: Texts;
  readonly #locale: Locale;
  readonly #clock: Clock;
  readonly #style: TimeStyle;
  readonly #count: Intl.NumberFormat;
  readonly #number: Intl.NumberFormat;
  readonly #share: Intl.NumberFormat;
  readonly #change: Intl.NumberFormat;
  readonly #formats = new Map<string, Intl.DateTimeFormat>();

  constructor(
    texts: Texts,
    locale: Locale,
    { zone, style = "list" }: { readonly zone: string; readonly style?: TimeStyle },
  ) {
    this.#texts = texts;
    this.#locale = locale;
    this.#clock = new Clock(zone);
    this.#style = style;
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
    if (typeof cell === "string") return this.#word(cell, kind);
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
        return this.#code(cell);
      case "text":
      case "time":
      case "date":
      case "status":
      case "via":
      case "type":
        return String(cell);
      case "count":
        return this.#count.format(cell);
    }
  }

  #word(cell: string, kind: CellKind): string {
    const { statuses, vias, types } = this.#texts;
    if (kind === "time") return this.time(cell);
    if (kind === "date") return this.date(cell);
    const words: Readonly<Record<string, string>> =
      kind === "status" ? statuses : kind === "via" ? vias : kind === "type" ? types : {};
    return Object.hasOwn(words, cell) ? (words[cell] ?? cell) : oneLine(cell);
  }

  /** A close code with its meaning. */
  #code(code: number): string {
    const status = isCloseCode(code) ? this.#texts.statuses[closeStatuses[code]] : undefined;
    return status === undefined ? String(code) : `${code} – ${status}`;
  }

  /** A time on the wall clock of the zone. */
  time(iso: string): string {
    const wall = this.#clock.local(Date.parse(iso));
    if (this.#style === "spoken")
      return this.#format({ dateStyle: "medium", timeStyle: "short" }).format(wall);
    return new Date(wall).toISOString().slice(0, 19).replace("T", " ");
  }

  /** The beginning of a step, which is on the wall clock already. */
  date(local: string): string {
    if (this.#style === "list") return local.replace("T", " ");
    const isDay = local.length <= 10;
    return this.#format(isDay ? { dateStyle: "medium" } : { dateStyle: "medium", timeStyle: "short" }).format(
      Date.parse(isDay ? local : `${local.replace(" ", "T")}Z`),
    );
  }

  /** `21 November 2026 at 10:00` */
  moment(iso: string): string {
    return this.#format({ dateStyle: "long", timeStyle: "short" }).format(this.#clock.local(Date.parse(iso)));
  }

  /** `1 – 28 November 2026` */
  period(first: string, last: string): string {
    const [from, to] = [first, last].map((iso) => this.#clock.local(Date.parse(iso)));
    return this.#format({ dateStyle: "long" }).formatRange(from ?? 0, Math.max(from ?? 0, to ?? 0));
  }

  /** Returns a format for numbers of the wall clock, as if it were in UTC. */
  #format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    const key = JSON.stringify(options);
    const known = this.#formats.get(key);
    if (known) return known;
    const language = this.#locale === "en" ? "en-GB" : this.#locale;
    const format = new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" });
    this.#formats.set(key, format);
    return format;
  }

  /** `350 ms`, `12.5 s`, `4 min 05 s`, `1 h 02 min`, `2 d 3 h`; `5 min`, if nothing is left over. */
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

/** Texts of people may have line breaks, and worse: a table has none (TXT-7). */
export const oneLine = (text: string): string => cleanLine(text).replaceAll(/\s+/gu, " ");
