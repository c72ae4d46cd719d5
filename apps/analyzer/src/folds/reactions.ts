import type { ReactionsReport } from "@beseda/protocol";
import { flag } from "../input/columns.ts";
import { none, type Row } from "../rows/row.ts";
import { increment, mostFirst, type Counts } from "./counts.ts";
import { defineFold, type FoldContext } from "./fold.ts";

/** Reactions to a message. */
interface Reacted {
  /** `none` if it was said too long ago, or is not asked for. */
  readonly author: number;
  readonly room: number;
  /** Clients by the emoji that they have set. */
  readonly clients: Map<string, number[]>;
}

interface State {
  /** By `seq` of the message. */
  messages: Map<number, Reacted>;
  withdrawn: number;
  edits: number;
  edited: Set<number>;
  deleted: number;
  /** Messages that are pinned, by room. */
  pins: Map<number, Set<number>>;
  /** The authors of the messages at the newest positions. */
  authors: Int32Array;
}

const listed = 50;
/** A reaction to an older message is counted, but of nobody's message. */
const rememberedMessages = 1 << 20;

const init = (): State => ({
  messages: new Map(),
  withdrawn: 0,
  edits: 0,
  edited: new Set(),
  deleted: 0,
  pins: new Map(),
  authors: new Int32Array(1 << 10).fill(none),
});

const step = (state: State, row: Row): void => {
  if (row.isSaid) remember(state, row);
  else if (row.type === "reacted") react(state, row);
  else if (row.type === "edited") edit(state, row);
  else if (row.type === "deleted" || row.type === "redacted") takeBack(state, row);
  else if (row.type === "pinned") pin(state, row);
  else if (row.type === "unpinned") state.pins.get(row.room)?.delete(row.target);
};

const remember = (state: State, { seq, client }: Row): void => {
  if (seq === 0) return;
  if (seq >= state.authors.length && state.authors.length < rememberedMessages)
    state.authors = longer(state, seq);
  state.authors[seq % rememberedMessages] = client;
};

const longer = ({ authors }: State, seq: number): Int32Array => {
  const length = Math.min(rememberedMessages, 2 ** Math.ceil(Math.log2(seq + 1)));
  const more = new Int32Array(length).fill(none);
  more.set(authors);
  return more;
};

const authorOf = ({ authors }: State, { seq, target }: Row): number =>
  target > seq - rememberedMessages ? (authors[target % rememberedMessages] ?? none) : none;

const react = (state: State, row: Row): void => {
  const { target, room, client, reaction } = row;
  const isWithdrawn = (row.flags & flag.withdrawn) !== 0;
  let reacted = state.messages.get(target);
  if (!reacted) {
    if (isWithdrawn) return;
    reacted = { author: authorOf(state, row), room, clients: new Map() };
    state.messages.set(target, reacted);
  }
  const there = reacted.clients.get(reaction) ?? [];
  const others = there.filter((other) => other !== client);
  if (isWithdrawn) {
    state.withdrawn += there.length - others.length;
    if (others.length > 0) reacted.clients.set(reaction, others);
    else reacted.clients.delete(reaction);
    if (reacted.clients.size === 0) state.messages.delete(target);
  } else reacted.clients.set(reaction, [...others, client]);
};

const edit = (state: State, { target }: Row): void => {
  state.edits += 1;
  state.edited.add(target);
};

/** What is taken back takes its reactions with it. */
const takeBack = (state: State, { room, target, type }: Row): void => {
  if (type === "deleted") state.deleted += 1;
  state.messages.delete(target);
  state.pins.get(room)?.delete(target);
};

const pin = (state: State, { room, target }: Row): void => {
  const pins = state.pins.get(room) ?? new Set();
  state.pins.set(room, pins);
  if (target > 0) pins.add(target);
  else pins.clear();
};

interface Sums {
  readonly emoji: Counts<string>;
  readonly given: Counts<number>;
  readonly received: Counts<number>;
  readonly messages: Counts<number>;
}

/** All reactions that hold. */
const sumsOf = ({ messages }: State): Sums => {
  const sums: Sums = { emoji: new Map(), given: new Map(), received: new Map(), messages: new Map() };
  for (const [target, { author, clients }] of messages) {
    for (const [emoji, those] of clients) {
      increment(sums.emoji, emoji, those.length);
      increment(sums.messages, target, those.length);
      if (author !== none) increment(sums.received, author, those.length);
      for (const client of those) increment(sums.given, client);
    }
  }
  return sums;
};

const people = (counts: Counts<number>, { idOf, nameOf }: FoldContext): ReactionsReport["given"] =>
  mostFirst(counts, listed).map(([client, count]) => ({
    client_id: idOf(client),
    name: nameOf(client),
    count,
  }));

const messageRow = (
  [seq, count]: readonly [number, number],
  { messages }: State,
  { idOf, nameOf, names }: FoldContext,
): ReactionsReport["messages"] => {
  const reacted = messages.get(seq);
  if (!reacted) return [];
  const { author, room, clients } = reacted;
  const emoji = mostFirst(new Map([...clients].map(([one, those]) => [one, those.length])), 3);
  return [
    {
      seq,
      room: names.rooms.values[room] ?? "",
      client_id: author === none ? null : idOf(author),
      name: author === none ? null : nameOf(author),
      count,
      emoji: emoji.map(([one]) => one),
    },
  ];
};

/** The fold of what people do to messages: react, edit, take back and pin. A message has a number here, never a text. */
export const reactions = defineFold({
  key: "reactions",
  types: ["message", "reacted", "edited", "deleted", "redacted", "pinned", "unpinned"],
  init,
  step,
  result: (state, context): ReactionsReport => {
    const sums = sumsOf(state);
    return {
      count: [...sums.emoji.values()].reduce((sum, count) => sum + count, 0),
      withdrawn: state.withdrawn,
      reacted_messages: sums.messages.size,
      people: sums.given.size,
      edits: state.edits,
      edited_messages: state.edited.size,
      deleted: state.deleted,
      pinned: [...state.pins.values()].reduce((sum, pins) => sum + pins.size, 0),
      emoji: mostFirst(sums.emoji, listed).map(([emoji, count]) => ({ emoji, count })),
      given: people(sums.given, context),
      received: people(sums.received, context),
      messages: mostFirst(sums.messages, listed).flatMap((most) => messageRow(most, state, context)),
    };
  },
});
