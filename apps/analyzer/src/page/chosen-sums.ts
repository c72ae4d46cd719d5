import type { Cells } from "../folds/cells.ts";
import type { Choice } from "./choice.ts";

export interface Sums {
  messages: number;
  words: number;
  characters: number;
  sessions: number;
  onlineMs: number;
}

const noSums = (): Sums => ({ messages: 0, words: 0, characters: 0, sessions: 0, onlineMs: 0 });

export const at = (numbers: readonly number[], index: number): number => numbers[index] ?? 0;

/** A step is shown when it begins within the time that was chosen. */
const isInTime = (start: number, { since, until }: Choice): boolean =>
  (since === undefined || start >= since) && (until === undefined || start < until);

/** Indexes of the cells that were chosen. */
export const indexes = (
  cells: {
    readonly start: readonly number[];
    readonly client: readonly number[];
    readonly room?: readonly number[];
  },
  choice: Choice,
): number[] =>
  cells.start.flatMap((start, index) => {
    if (!isInTime(start, choice)) return [];
    if (choice.client !== undefined && cells.client[index] !== choice.client) return [];
    // Sessions are in no room.
    if (choice.room !== undefined && cells.room && cells.room[index] !== choice.room) return [];
    return [index];
  });

const sumIn = <Key>(sums: Map<Key, Sums>, key: Key): Sums => {
  let known = sums.get(key);
  if (!known) sums.set(key, (known = noSums()));
  return known;
};

/** Sums of messages and of the time spent in the chat, by any key of a cell. */
export interface Totals {
  readonly all: Sums;
  readonly clients: Map<number, Sums>;
  readonly rooms: Map<number, Sums>;
  readonly starts: Map<number, Sums>;
}

export const totalsOf = ({ talk, stays }: Cells, choice: Choice): Totals => {
  const totals: Totals = { all: noSums(), clients: new Map(), rooms: new Map(), starts: new Map() };
  for (const index of indexes(talk, choice)) {
    const groups = [
      totals.all,
      sumIn(totals.clients, at(talk.client, index)),
      sumIn(totals.rooms, at(talk.room, index)),
      sumIn(totals.starts, at(talk.start, index)),
    ];
    for (const sums of groups) {
      sums.messages += at(talk.messages, index);
      sums.words += at(talk.words, index);
      sums.characters += at(talk.characters, index);
    }
  }
  for (const index of indexes(stays, choice)) {
    for (const sums of [totals.all, sumIn(totals.clients, at(stays.client, index))]) {
      sums.sessions += at(stays.count, index);
      sums.onlineMs += at(stays.sumMs, index);
    }
  }
  return totals;
};
