import type { CountedReactions, RecordOf } from "@beseda/protocol";

type Counts = CountedReactions["reactions"];

/** Counts of a message's reactions, for one with so many that a page only counts them (MSG-6). */
export interface Counted {
  /** `seq` of the last record that the page counted. */
  readonly upto: number;
  readonly reactions: Counts;
}

/** A reaction that was set or withdrawn. */
type Change = RecordOf<"reacted">;

/** The most changes that are remembered: those of the time in which a page is on its way. */
const mostRecent = 500;

/** Returns the changes with one more; the same array if it is known. */
export const withChange = (recent: readonly Change[], change: Change): readonly Change[] =>
  recent.some(({ seq }) => seq === change.seq) ? recent : [...recent.slice(1 - mostRecent), change];

/** Returns the counts after a change; it must not have been given before. */
export const recounted = (counted: Counted, change: Change, me: string | undefined): Counted => {
  if (change.seq <= counted.upto) return counted;
  const { emoji, withdrawn, client_id } = change;
  const known = counted.reactions.find((reaction) => reaction.emoji === emoji);
  const count = (known?.count ?? 0) + (withdrawn ? -1 : 1);
  const own = client_id === me ? !withdrawn : (known?.own ?? false);
  const now = count > 0 ? [{ emoji, count, own }] : [];
  const reactions = known
    ? counted.reactions.flatMap((reaction) => (reaction === known ? now : [reaction]))
    : [...counted.reactions, ...now];
  return { ...counted, reactions };
};

interface Arriving {
  readonly counted: readonly CountedReactions[];
  /** `seq` up to which it was counted; without it, as by earlier servers, it is taken as newest. */
  readonly upto?: number | undefined;
  /** The changes that are known, and perhaps not counted. */
  readonly recent: readonly Change[];
  readonly me: string | undefined;
}

/** Returns the counts with those that came with a page; of two the one that counts more records is kept. */
export const withCounted = (
  known: ReadonlyMap<number, Counted>,
  { counted, upto = Infinity, recent, me }: Arriving,
): ReadonlyMap<number, Counted> => {
  const newer = counted.filter(({ seq }) => (known.get(seq)?.upto ?? -1) < upto);
  if (newer.length === 0) return known;
  const end = Number.isFinite(upto) ? upto : (recent.at(-1)?.seq ?? 0);
  return new Map([
    ...known,
    ...newer.map(({ seq, reactions }) => {
      const about = recent.filter(({ target }) => target === seq);
      const start: Counted = { upto: end, reactions };
      return [seq, about.reduce((sofar, change) => recounted(sofar, change, me), start)] as const;
    }),
  ]);
};
