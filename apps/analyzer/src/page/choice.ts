/** The choice: all, or a part. Times are hours since 1970 of the wall clock; `until` is exclusive. */
export interface Choice {
  readonly client: number | undefined;
  readonly room: number | undefined;
  readonly since: number | undefined;
  readonly until: number | undefined;
}

export const everything: Choice = { client: undefined, room: undefined, since: undefined, until: undefined };

export const isEverything = (choice: Choice): boolean =>
  Object.values(choice).every((value) => value === undefined);

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** Hour that a day begins with; undefined for no date. */
export const hourOfDate = (date: string, days = 0): number | undefined => {
  const time = Date.parse(date);
  return Number.isNaN(time) ? undefined : (time + days * dayMs) / hourMs;
};
