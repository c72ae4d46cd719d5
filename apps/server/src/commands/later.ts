import type { LogEntry } from "@beseda/log";
import { isOf, type CountedReactions, type RecordOf } from "@beseda/protocol";
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
}

interface PageWithLater extends Later {
  readonly entries: readonly LogEntry[];
}

/** The most bytes of edits that come with one page: if there are more, the page is shorter. */
const mostEditBytes = 256 * 1024;
/** The most reactions that come with one page. */
const mostReactions = 800;

/** Returns a page with later changes to its messages; shorter at its older end if that is too much. */
export const laterOf = async (
  { session, services: { chat, log } }: Looking,
  page: readonly LogEntry[],
): Promise<PageWithLater> => {
  const { state } = chat;
  const last = page.at(-1)?.seq ?? 0;
  if (
    state.edits.size === 0 &&
    !page.some(({ record }) => isOf(record, "reacted")) &&
    state.reactions.size === 0
  )
    return { entries: page, later: [], undone: [], counted: [] };
  const edits = await log.readAt(newestEdits(state, page, last));
  const entries = asManyAsFit(page, edits);
  const from = entries[0]?.seq ?? 0;
  const messages = entries.flatMap(({ seq, record }) => (isOf(record, "message") ? [seq] : []));
  const { seqs, counted } = reactionsBehind(state, messages, { last, clientId: session.clientId });
  const later = [
    ...edits.filter(({ record }) => isOf(record, "edited") && record.target >= from),
    ...(await log.readAt(seqs)),
  ];
  return {
    entries,
    later: later.toSorted((one, other) => one.seq - other.seq),
    undone: undoneIn(state, entries),
    counted,
  };
};

const newestEdits = ({ edits }: ChatState, page: readonly LogEntry[], last: number): readonly number[] =>
  page
    .flatMap(({ seq }) => edits.get(seq)?.at(-1) ?? [])
    .filter((seq) => seq > last)
    .sort((one, other) => one - other);

/** The newest records of a page whose edits fit; at least one. */
const asManyAsFit = (page: readonly LogEntry[], edits: readonly LogEntry[]): readonly LogEntry[] => {
  const bytesOf = new Map(
    edits.flatMap(({ record, bytes }) => (isOf(record, "edited") ? [[record.target, bytes.length]] : [])),
  );
  let rest = mostEditBytes;
  const first = page.findLastIndex(({ seq }) => (rest -= bytesOf.get(seq) ?? 0) < 0);
  return first < 0 ? page : page.slice(Math.min(first + 1, page.length - 1));
};

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
