import { none, type Row } from "../rows/row.ts";
import {
  bucketOf,
  coarser,
  coarsest,
  dayHours,
  ofStays,
  ofTalk,
  ofWeek,
  put,
  widths,
  type CellOf,
  type Cube,
  type Stays,
  type Talk,
  type Week,
} from "./cube.ts";
import { defineFold, type FoldContext } from "./fold.ts";
import { barOf } from "./session-bars.ts";

const hourMs = 3_600_000;
/** More cells than this are taken together while they are gathered. */
const mostGathered = 150_000;
/** More cells than this make a file that is slow to open. */
const mostWritten = 40_000;
/** Clients that have cells of their own; all others are one. */
const mostClients = 150;
/** Index of all the other clients. */
export const others = -1;

interface State {
  talk: Cube<Talk>;
  stays: Cube<Stays>;
  week: Map<string, Week>;
}

/** Columns of numbers, one beside the other: the shortest JSON of many rows. */
export interface Cells {
  /** Hours of a step of `talk` and of `stays`. */
  readonly talkHours: number;
  readonly stayHours: number;
  readonly clients: ReadonlyArray<{ readonly client_id: string; readonly name: string }>;
  readonly rooms: readonly string[];
  readonly statuses: readonly string[];
  readonly vias: readonly string[];
  /** Start of the step in hours since 1970 of the wall clock, client (-1 all others), room (-1 none), counts. */
  readonly talk: Readonly<
    Record<"start" | "client" | "room" | "messages" | "words" | "characters", readonly number[]>
  >;
  /** Hour of the week from Monday, client, room, messages: of the whole log. */
  readonly week: Readonly<Record<"hour" | "client" | "room" | "messages", readonly number[]>>;
  /** Sessions that ended in the step: client, status, transport (-1 unknown), bar of the histogram, how many, how long. */
  readonly stays: Readonly<
    Record<"start" | "client" | "status" | "via" | "bar" | "ended" | "count" | "sumMs", readonly number[]>
  >;
}

const step = (state: State, row: Row): void => {
  if (row.isSaid) talk(state, row);
  else if (row.type === "disconnected") leave(state, row);
};

const talk = (state: State, row: Row): void => {
  const { client, room, words, characters, local, weekday, hour } = row;
  const bucket = bucketOf(Math.floor(local / hourMs), state.talk.width);
  put(state.talk.cells, { bucket, client, room, messages: 1, words, characters }, ofTalk);
  put(state.week, { hour: weekday * dayHours + hour, client, room, messages: 1 }, ofWeek);
  if (state.talk.cells.size > mostGathered) state.talk = fewer(state, state.talk, ofTalk);
  if (state.week.size > mostGathered) state.week = withOthers(state.week, shown(state), ofWeek);
};

/** Widens the steps; if they are the widest, clients who do little become one. */
const fewer = <Cell extends { readonly bucket: number; readonly client: number }>(
  state: State,
  cube: Cube<Cell>,
  of: CellOf<Cell>,
): Cube<Cell> =>
  cube.width < coarsest ? coarser(cube, of) : { ...cube, cells: withOthers(cube.cells, shown(state), of) };

const withOthers = <Cell extends { readonly client: number }>(
  cells: ReadonlyMap<string, Cell>,
  clients: ReadonlySet<number>,
  of: CellOf<Cell>,
): Map<string, Cell> => {
  const merged = new Map<string, Cell>();
  for (const cell of cells.values()) {
    put(merged, { ...cell, client: clients.has(cell.client) ? cell.client : others }, of);
  }
  return merged;
};

const leave = (state: State, { stay, local }: Row): void => {
  if (!stay || stay.state === "unstarted") return;
  const { client, status, via, durationMs } = stay;
  const bucket = bucketOf(Math.floor(local / hourMs), state.stays.width);
  const isEnded = stay.state === "ended";
  const cell = { bucket, client, status, via, bar: barOf(durationMs), isEnded, count: 1, sumMs: durationMs };
  put(state.stays.cells, cell, ofStays);
  if (state.stays.cells.size > mostGathered) state.stays = fewer(state, state.stays, ofStays);
};

/** The clients that say most, and stay most. */
const shown = ({ talk: said, stays }: State): ReadonlySet<number> => {
  const weights = new Map<number, number>();
  for (const { client, messages } of said.cells.values())
    if (client !== others) weights.set(client, (weights.get(client) ?? 0) + messages);
  for (const { client, count } of stays.cells.values())
    if (client !== others) weights.set(client, (weights.get(client) ?? 0) + count);
  const heaviest = [...weights].sort(([, left], [, right]) => right - left).slice(0, mostClients);
  return new Set(heaviest.map(([client]) => client));
};

/** Few enough cells: clients beside the shown ones are one, and steps are as wide as need be. */
const written = <Cell extends { readonly bucket: number; readonly client: number }>(
  cube: Cube<Cell>,
  clients: ReadonlySet<number>,
  of: CellOf<Cell>,
): Cube<Cell> => {
  let small: Cube<Cell> = { width: cube.width, cells: withOthers(cube.cells, clients, of) };
  while (small.cells.size > mostWritten && small.width < coarsest) small = coarser(small, of);
  return small;
};

const columnsOf = <Cell, Name extends string>(
  cells: Iterable<Cell>,
  columns: Readonly<Record<Name, (cell: Cell) => number>>,
): Record<Name, number[]> => {
  const all = [...cells];
  const entries = Object.entries<(cell: Cell) => number>(columns).map(
    ([name, value]) => [name, all.map(value)] as const,
  );
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same names
  return Object.fromEntries(entries) as Record<Name, number[]>;
};

const cellsOf = (state: State, context: FoldContext): Cells => {
  const clients = shown(state);
  const order = [...clients];
  const indexOf = new Map(order.map((client, index) => [client, index]));
  const clientAt = (client: number): number => indexOf.get(client) ?? others;
  const said = written(state.talk, clients, ofTalk);
  const stays = written(state.stays, clients, ofStays);
  const week = new Map<string, Week>();
  for (const cell of state.week.values()) put(week, { ...cell, client: clientAt(cell.client) }, ofWeek);
  const statuses = [...new Set([...stays.cells.values()].map(({ status }) => status))];
  const vias = [...new Set([...stays.cells.values()].map(({ via }) => via))].filter((via) => via !== "");
  return {
    talkHours: widths[said.width] ?? 1,
    stayHours: widths[stays.width] ?? 1,
    clients: order.map((client) => ({ client_id: context.idOf(client), name: context.nameOf(client) })),
    rooms: [...context.names.rooms.values],
    statuses,
    vias,
    talk: columnsOf(said.cells.values(), {
      start: ({ bucket }) => bucket,
      client: ({ client }) => clientAt(client),
      room: ({ room }) => room,
      messages: ({ messages }) => messages,
      words: ({ words }) => words,
      characters: ({ characters }) => characters,
    }),
    week: columnsOf(week.values(), {
      hour: ({ hour }) => hour,
      client: ({ client }) => client,
      room: ({ room }) => room,
      messages: ({ messages }) => messages,
    }),
    stays: columnsOf(stays.cells.values(), {
      start: ({ bucket }) => bucket,
      client: ({ client }) => clientAt(client),
      status: ({ status }) => statuses.indexOf(status),
      via: ({ via }) => (via === "" ? none : vias.indexOf(via)),
      bar: ({ bar }) => bar,
      ended: ({ isEnded }) => Number(isEnded),
      count: ({ count }) => count,
      sumMs: ({ sumMs }) => sumMs,
    }),
  };
};

/** Data that the page filters by client, room and time: messages and sessions in cells, bounded in number. */
export const cells = defineFold({
  key: "cells",
  types: ["message", "disconnected"],
  init: (): State => ({
    talk: { width: 0, cells: new Map() },
    stays: { width: 0, cells: new Map() },
    week: new Map(),
  }),
  step,
  reword: (state, { local, client, room, words, characters }, by) => {
    const bucket = bucketOf(Math.floor(local / hourMs), state.talk.width);
    const cell = { bucket, client, room, messages: 0, words: words * by, characters: characters * by };
    put(state.talk.cells, cell, ofTalk);
  },
  result: cellsOf,
});
