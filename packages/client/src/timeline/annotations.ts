import { isOf, type AnyRecord, type CountedReactions, type RecordOf } from "@beseda/protocol";
import type { Member, TimelineItem, TimelineMessage, TimelineReaction } from "../chat-client.ts";
import { recounted, withChange, withCounted, type Counted } from "./counted.ts";

/** The newest state of one thing: anything older that comes later changes nothing. */
interface Newest {
  readonly seq: number;
}

interface Edit extends Newest {
  readonly text: string;
  /** Whether it mentions the person: an edit calls anew (MSG-5). */
  readonly mentionsMe: boolean;
}

/** Whether somebody's reaction is set. */
interface Reacted extends Newest {
  readonly emoji: string;
  readonly who: Member;
  readonly isSet: boolean;
}

/** Reactions to one message by emoji and person, in the order in which each became known. */
type Reactions = ReadonlyMap<string, Reacted>;

/** The effects of later records on the messages of a room, loaded or not (MSG-6). Immutable. */
export interface Annotations {
  /** `seq` of messages that were taken back. */
  readonly deleted: ReadonlySet<number>;
  readonly edits: ReadonlyMap<number, Edit>;
  readonly reactions: ReadonlyMap<number, Reactions>;
  /** Counts for messages with so many reactions that a page only counts them. */
  readonly counts: ReadonlyMap<number, Counted>;
  /** The newest reactions set and withdrawn: a page on its way may have counted without them. */
  readonly recent: readonly RecordOf<"reacted">[];
}

/** The notes that come with a page of history beside its records (MSG-6). */
export interface PageNotes {
  /** Records after the page that change messages in it. */
  readonly later?: readonly AnyRecord[];
  /** `seq` of reactions in the page that are no longer set. */
  readonly undone?: readonly number[];
  readonly counted?: readonly CountedReactions[];
  /** `seq` of the last record that `counted` counts. */
  readonly upto?: number;
}

export const noAnnotations: Annotations = {
  deleted: new Set(),
  edits: new Map(),
  reactions: new Map(),
  counts: new Map(),
  recent: [],
};

const isNews = (known: Newest | undefined, { seq }: Newest): boolean =>
  known === undefined || seq > known.seq;

const reactionKey = (emoji: string, clientId: string): string => `${emoji} ${clientId}`;

const withEntry = <Key, Value>(
  map: ReadonlyMap<Key, Value>,
  key: Key,
  value: Value,
): ReadonlyMap<Key, Value> => new Map(map).set(key, value);

const isTakingBack = (record: AnyRecord): record is RecordOf<"deleted" | "redacted"> =>
  isOf(record, "deleted") || isOf(record, "redacted");

/** Returns the annotations after one more record; the same object where it changes nothing or is not new. */
const after = (known: Annotations, record: AnyRecord, me: string | undefined): Annotations => {
  if (isTakingBack(record)) {
    return { ...known, deleted: new Set(known.deleted).add(record.target) };
  }
  if (isOf(record, "edited")) {
    const { seq, target, message: text, mentions = [], client_id: author } = record;
    if (!isNews(known.edits.get(target), record)) return known;
    const mentionsMe = me !== undefined && author !== me && mentions.includes(me);
    return { ...known, edits: withEntry(known.edits, target, { seq, text, mentionsMe }) };
  }
  return isOf(record, "reacted") ? reactedAfter(known, record, me) : known;
};

const reactedAfter = (
  known: Annotations,
  record: RecordOf<"reacted">,
  me: string | undefined,
): Annotations => {
  const { seq, target, emoji, client_id, name, withdrawn } = record;
  const recent = withChange(known.recent, record);
  const counted = recent === known.recent ? undefined : known.counts.get(target);
  const counts = counted ? withEntry(known.counts, target, recounted(counted, record, me)) : known.counts;
  const reactions = known.reactions.get(target) ?? new Map<string, Reacted>();
  const key = reactionKey(emoji, client_id);
  if (!isNews(reactions.get(key), record)) return { ...known, counts, recent };
  const reacted: Reacted = { seq, emoji, who: { client_id, name }, isSet: !withdrawn };
  return {
    ...known,
    counts,
    recent,
    reactions: withEntry(known.reactions, target, withEntry(reactions, key, reacted)),
  };
};

/** Returns the annotations with these records too, in whatever order they become known. */
export const annotatedBy = (
  known: Annotations,
  records: readonly AnyRecord[],
  me: string | undefined,
): Annotations => records.reduce((sofar, record) => after(sofar, record, me), known);

/** Reactions that were known as set, of before a connection was lost, and were withdrawn meanwhile. */
const withoutUndone = (
  known: Annotations,
  records: readonly AnyRecord[],
  undone: ReadonlySet<number>,
): Annotations => {
  let { reactions } = known;
  for (const record of records) {
    if (!undone.has(record.seq) || !isOf(record, "reacted")) continue;
    const about = reactions.get(record.target);
    const key = reactionKey(record.emoji, record.client_id);
    const reacted = about?.get(key);
    if (about && reacted?.seq === record.seq)
      reactions = withEntry(reactions, record.target, withEntry(about, key, { ...reacted, isSet: false }));
  }
  return reactions === known.reactions ? known : { ...known, reactions };
};

/** Returns the annotations with a page of older records. */
export const annotatedByPage = (
  known: Annotations,
  records: readonly AnyRecord[],
  {
    notes: { later = [], undone = [], counted = [], upto },
    me,
  }: { readonly notes: PageNotes; readonly me: string | undefined },
): Annotations => {
  const gone = new Set(undone);
  const held = records.filter(({ seq }) => !gone.has(seq));
  const sofar = annotatedBy(withoutUndone(known, records, gone), [...held, ...later], me);
  const { recent } = sofar;
  return { ...sofar, counts: withCounted(sofar.counts, { counted, upto, recent, me }) };
};

const summed = (reactions: Reactions, me: string | undefined): readonly TimelineReaction[] => {
  const byEmoji = new Map<string, Member[]>();
  for (const { emoji, who, isSet } of reactions.values()) {
    if (isSet) byEmoji.set(emoji, [...(byEmoji.get(emoji) ?? []), who]);
  }
  return [...byEmoji].map(([emoji, people]) => ({
    emoji,
    count: people.length,
    own: people.some(({ client_id }) => client_id === me),
    people,
  }));
};

/** Returns a message with all that was done to it; the same object where nothing was. */
export const annotated = (
  message: TimelineMessage,
  { deleted, edits, reactions, counts }: Annotations,
  me: string | undefined,
): TimelineMessage => {
  const { seq } = message;
  if (seq === 0) return message;
  if (message.deleted || deleted.has(seq)) {
    const { edited: _, reactions: __, mentionsMe: ___, file: ____, ...rest } = message;
    return { ...rest, text: "", deleted: true };
  }
  const edit = edits.get(seq);
  const counted = counts.get(seq);
  const marks = reactions.get(seq);
  if (!edit && !marks && !counted) return message;
  const { reactions: _, mentionsMe, ...rest } = message;
  const calls = edit ? edit.mentionsMe : mentionsMe === true;
  const now = counted
    ? counted.reactions.map(({ emoji, count, own }) => ({ emoji, count, own, people: [] }))
    : summed(marks ?? new Map(), me);
  return {
    ...rest,
    ...(edit && { text: edit.text, edited: edit.seq }),
    ...(now.length > 0 && { reactions: now }),
    ...(calls && { mentionsMe: true }),
  };
};

/** Returns the `seq` of the messages that records are about. */
export const targetsOf = (records: readonly AnyRecord[]): ReadonlySet<number> =>
  new Set(
    records.flatMap((record) =>
      isTakingBack(record) || isOf(record, "edited") || isOf(record, "reacted") ? [record.target] : [],
    ),
  );

/** Returns items with what was done to the targets; items that nothing was done to keep their identity. */
export const laidOver = (
  items: readonly TimelineItem[],
  annotations: Annotations,
  { targets, me }: { readonly targets?: ReadonlySet<number>; readonly me: string | undefined },
): readonly TimelineItem[] =>
  targets?.size === 0
    ? items
    : items.map((item) =>
        item.kind === "message" && (targets?.has(item.seq) ?? true) ? annotated(item, annotations, me) : item,
      );

const mapFrom = <Value>(map: ReadonlyMap<number, Value>, first: number): ReadonlyMap<number, Value> =>
  new Map([...map].filter(([seq]) => seq >= first));

/** Returns the annotations without those of messages that were let go: they come again with their page. */
export const annotationsFrom = (
  { deleted, edits, reactions, counts, recent }: Annotations,
  first: number,
): Annotations => ({
  deleted: new Set([...deleted].filter((seq) => seq >= first)),
  edits: mapFrom(edits, first),
  reactions: mapFrom(reactions, first),
  counts: mapFrom(counts, first),
  recent,
});
