import type { LogEntry } from "@beseda/log";
import { isOf, isPost, type CountedReactions, type RecordOf } from "@beseda/protocol";
import { reactionsTo } from "../chat/reaction.ts";
import type { SetReaction } from "../chat/set-reactions.ts";
import type { ChatState } from "../chat/state.ts";
import type { Looking } from "./room-summary.ts";

/** Later changes to the messages of a page (MSG-6). */
export interface Later {
  /** The newest edit of each message, and the reactions in effect, as far as they come after the page. */
  readonly later: readonly LogEntry[];
  /** Reactions in the page that are no longer in effect. */
  readonly undone: readonly number[];
  /** Counts of reactions, for messages with too many of them. */
  readonly counted: readonly CountedReactions[];
  /** `seq` up to which `counted` counts. */
  readonly upto: number;
}

interface PageWithLater extends Later {
  readonly entries: readonly LogEntry[];
}

/** The most bytes of edits that come with one page: if there are more, the page is shorter. */
const mostEditBytes = 256 * 1024;
/** The most reactions that come with one page: 200 are 60 kB, and are read in some milliseconds wherever they are. */
const mostReactions = 200;

/**
 * Returns a page with later changes to its messages. If that is too much it is shorter, at the ends far from
 * `place`: the record that was asked for, or the one that the page begins behind; by default its end.
 */
export const laterOf = async (
  { session, services: { chat, log } }: Looking,
  page: readonly LogEntry[],
  place = page.at(-1)?.seq ?? 0,
): Promise<PageWithLater> => {
  const { state } = chat;
  if (
    state.edits.size === 0 &&
    !page.some(({ record }) => isOf(record, "reacted")) &&
    state.reactions.size === 0
  )
    return { entries: page, later: [], undone: [], counted: [], upto: log.last.seq };
  const edits = await log.readAt(newestEdits(state, page, place));
  const entries = asManyAsFit(page, edits, place);
  const last = entries.at(-1)?.seq ?? 0;
  const messages = entries.flatMap(({ seq, record }) => (isPost(record) ? [seq] : []));
  const { seqs, counted } = reactionsBehind(state, messages, { last, clientId: session.clientId });
  // Taken in the same step: between the count and this no record comes in.
  const upto = log.last.seq;
  const targets = new Set(messages);
  const later = [
    ...edits.filter(({ seq, record }) => seq > last && isOf(record, "edited") && targets.has(record.target)),
    ...(await log.readAt(seqs)),
  ];
  return {
    entries,
    later: later.toSorted((one, other) => one.seq - other.seq),
    undone: undoneIn(state, entries),
    counted,
    upto,
  };
};

const newestEdits = ({ edits }: ChatState, page: readonly LogEntry[], behind: number): readonly number[] =>
  page
    .flatMap(({ seq }) => edits.get(seq)?.at(-1) ?? [])
    .filter((seq) => seq > behind)
    .sort((one, other) => one - other);

/** The records next to a place whose edits fit, half of the room on either side; at least one record. */
const asManyAsFit = (
  page: readonly LogEntry[],
  edits: readonly LogEntry[],
  place: number,
): readonly LogEntry[] => {
  const bytesOf = new Map(
    edits.flatMap(({ record, bytes }) => (isOf(record, "edited") ? [[record.target, bytes.length]] : [])),
  );
  const fits = (room: number) => {
    let rest = room;
    return ({ seq }: LogEntry): boolean => (rest -= bytesOf.get(seq) ?? 0) >= 0;
  };
  const split = page.findLastIndex(({ seq }) => seq <= place) + 1;
  const [upto, behind] = [page.slice(0, split), page.slice(split)];
  const room = upto.length === 0 || behind.length === 0 ? mostEditBytes : mostEditBytes / 2;
  const older = whileFits(upto.toReversed(), fits(room)).toReversed();
  const newer = whileFits(behind, fits(room));
  return upto.length === 0 ? orFirst(newer, behind) : [...orFirst(older, upto.slice(-1)), ...newer];
};

const whileFits = (entries: readonly LogEntry[], fits: (entry: LogEntry) => boolean): readonly LogEntry[] => {
  const end = entries.findIndex((entry) => !fits(entry));
  return end < 0 ? entries : entries.slice(0, end);
};

const orFirst = (entries: readonly LogEntry[], instead: readonly LogEntry[]): readonly LogEntry[] =>
  entries.length > 0 ? entries : instead.slice(0, 1);

interface Viewed {
  /** The last record of the page. */
  readonly last: number;
  readonly clientId: string;
}

const reactionsBehind = (
  state: ChatState,
  messages: readonly number[],
  { last, clientId }: Viewed,
): { readonly seqs: readonly number[]; readonly counted: readonly CountedReactions[] } => {
  const seqs: number[] = [];
  const counted: CountedReactions[] = [];
  for (const message of messages.toReversed()) {
    const reactions = reactionsTo(state, message);
    const behind = reactions.filter(({ seq }) => seq > last);
    if (seqs.length + behind.length <= mostReactions) seqs.push(...behind.map(({ seq }) => seq));
    else counted.push({ seq: message, reactions: counts(reactions, clientId) });
  }
  return { seqs: seqs.sort((one, other) => one - other), counted };
};

const counts = (reactions: readonly SetReaction[], clientId: string): CountedReactions["reactions"] => {
  const found = new Map<string, CountedReactions["reactions"][number]>();
  for (const { emoji, client_id } of reactions) {
    const { count, own } = found.get(emoji) ?? { count: 0, own: false };
    found.set(emoji, { emoji, count: count + 1, own: own || client_id === clientId });
  }
  return [...found.values()];
};

/** Each message's reactions are read once: a page may have a thousand of one message. */
const undoneIn = (state: ChatState, entries: readonly LogEntry[]): readonly number[] => {
  const holding = new Map<number, ReadonlySet<number>>();
  const holds = ({ seq, target }: RecordOf<"reacted">): boolean => {
    const seqs = holding.get(target) ?? new Set(reactionsTo(state, target).map((reaction) => reaction.seq));
    holding.set(target, seqs);
    return seqs.has(seq);
  };
  return entries.flatMap(({ seq, record }) =>
    isOf(record, "reacted") && !record.withdrawn && !holds(record) ? [seq] : [],
  );
};
