/** Something that was said, before any program wrote it down. */
export interface Said {
  readonly who: string;
  readonly text: string;
  /** Milliseconds of the epoch. */
  readonly at: number;
}

/** Totals that a report on a foreign log must have, from the author of the log, who knows what is in it. */
export interface Totals {
  /** Messages of each person, by what stands for them in the log. */
  readonly messages: Readonly<Record<string, number>>;
  readonly first: string;
  readonly last: string;
  /** Records that are not readable. */
  readonly bad: number;
}

/** A log of another program; what can be made of it; or, where it must not be guessed, what the refusal has to name. */
export interface ForeignLog {
  readonly name: string;
  readonly content: string | Buffer;
  readonly options?: readonly string[];
  readonly expected: Totals | { readonly refusal: RegExp };
}

const people = ["Анна", "Борис", "Вера"] as const;
const texts = [
  "Привет всем",
  "Как дела?",
  "Нормально, спасибо",
  'Он сказал: "да"',
  "ok, see you",
  "Ёлка – ель",
];

const minute = 60_000;
/** 27 February 2026, 18:03 UTC: no day of the talk's beginning can be a month. */
const start = Date.UTC(2026, 1, 27, 18, 3);

/**
 * Twenty-four messages of three people over some days.
 *
 * @param unitMs - how fine the clock of the program is
 * @param from - when it begins
 */
export const talk = (unitMs: number, from = start): readonly Said[] =>
  Array.from({ length: 24 }, (_, index) => {
    const at = from + index * 97 * minute + index * 1377;
    return {
      who: people[(index * index + (index >> 2)) % people.length] ?? "",
      text: texts[(index * 5) % texts.length] ?? "",
      at: at - (at % unitMs),
    };
  });

/** Counted one by one. */
export const totalsOf = (
  said: readonly Said[],
  { idOf = (who: string) => who, bad = 0 }: { idOf?: (who: string) => string; bad?: number } = {},
): Totals => {
  const messages: Record<string, number> = {};
  for (const { who } of said) messages[idOf(who)] = (messages[idOf(who)] ?? 0) + 1;
  const times = said.map(({ at }) => at);
  return {
    messages,
    first: new Date(Math.min(...times)).toISOString(),
    last: new Date(Math.max(...times)).toISOString(),
    bad,
  };
};

/** `1` for Анна, `2` for Борис, `3` for Вера. */
export const numberOf = (who: string): number => people.indexOf(who as (typeof people)[number]) + 1;

export const twoDigits = (value: number): string => String(value).padStart(2, "0");

/** The parts of a time as a clock in UTC shows them. */
export const partsOf = (at: number) => {
  const [date = "", clock = ""] = new Date(at).toISOString().slice(0, 19).split("T");
  const [year = "", month = "", day = ""] = date.split("-");
  return { date, clock, year, month, day };
};
