/** What somebody has not read. */
export interface UnreadCount {
  /** 100 stands for more than 99. */
  readonly unread?: number | undefined;
  readonly mentions?: number | undefined;
}

/** What somebody has not read in a room. */
export interface UnreadPlace extends UnreadCount {
  readonly place: string;
}

/** The words before the two numbers. */
type Words = readonly [unread: string, mentions: string];

/** The most rooms that a sentence names. */
const mostPlaces = 5;

/** Returns a number as it is counted: exact up to 99 (UNR-2). */
export const upTo99 = (value: number): string => (value > 99 ? "99+" : String(value));

const mentioned = (mentions: number, word: string): string =>
  mentions > 0 ? `, ${word}: ${upTo99(mentions)}` : "";

/** Returns what is unread in the rooms that are named, and the number of those that are not. */
export const unreadPlaces = (
  places: readonly UnreadPlace[],
  mentionsWord: string,
): { readonly named: readonly string[]; readonly more: number } => ({
  named: places
    .map(
      ({ place, unread = 0, mentions = 0 }) =>
        `${place}: ${upTo99(unread)}${mentioned(mentions, mentionsWord)}`,
    )
    .slice(0, mostPlaces),
  more: Math.max(0, places.length - mostPlaces),
});

/** Returns what is unread in a room of a list, as a part of its sentence; empty for nothing. */
export const unreadHere = (
  { unread = 0, mentions = 0 }: UnreadCount,
  [unreadWord, mentionsWord]: Words,
): string => (unread > 0 ? `; ${unreadWord}: ${upTo99(unread)}${mentioned(mentions, mentionsWord)}` : "");
