const dayMs = 86_400_000;

/** The numbers on the wall clock of a time zone, as milliseconds since 1970 as if it were UTC. */
const wallClock = (format: Intl.DateTimeFormat, time: number): number => {
  const parts: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(time)) parts[type] = Number(value);
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
};

/** A time zone, with its daylight saving times. */
export class Clock {
  readonly zone: string;
  readonly #format: Intl.DateTimeFormat;
  /** Day, in UTC, to the offset of all of it; undefined where the clocks are changed on that day. */
  readonly #offsets = new Map<number, number | undefined>();
  #day = Number.NaN;
  #offset: number | undefined;

  /** @throws {RangeError} when there is no such zone */
  constructor(zone: string) {
    this.zone = zone;
    this.#format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  }

  /** The wall clock's time at a moment, as milliseconds since 1970 as if it were UTC. */
  local(time: number): number {
    const day = Math.floor(time / dayMs);
    if (day !== this.#day) {
      this.#day = day;
      this.#offset = this.#offsetOfDay(day);
    }
    return time + (this.#offset ?? this.#offsetAt(time));
  }

  /** The time at which the wall clock shows this; the first of two when it is set back. */
  time(local: number): number {
    const before = local - this.#offsetAt(local - dayMs / 2);
    const time = this.local(before) === local ? before : local - this.#offsetAt(before);
    return this.local(time) === local ? time : before;
  }

  #offsetOfDay(day: number): number | undefined {
    if (!this.#offsets.has(day)) {
      const start = this.#offsetAt(day * dayMs);
      const end = this.#offsetAt((day + 1) * dayMs - 1);
      this.#offsets.set(day, start === end ? start : undefined);
    }
    return this.#offsets.get(day);
  }

  #offsetAt(time: number): number {
    const whole = Math.floor(time / 1000) * 1000;
    return wallClock(this.#format, whole) - whole;
  }
}
