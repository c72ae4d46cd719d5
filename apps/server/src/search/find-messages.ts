import { formOf } from "@beseda/search/indexed";
import { matchExpressions } from "./match-expression.ts";
import type { FoundMessage, FoundMessages, ReadableRoom, SearchPlace, Wanted } from "./search-index.ts";
import type { SearchStore } from "./search-store.ts";

const dayMs = 86_400_000;
/** Rooms that a search names; where there are more, all are looked through. */
const mostRooms = 64;
/** Words that a search names for a beginning. */
const mostBeginnings = 64;
/** Messages that are looked at for one page: what is behind them is of the next one. */
const mostLookedAt = 10_000;

/** Returns a page of what is found. */
export const findMessages = (store: SearchStore, wanted: Wanted): FoundMessages => {
  const { query, order, limit, after } = wanted;
  const rooms = roomsOf(store, wanted.rooms);
  const expressions = matchExpressions(
    query,
    {
      rooms: isNamed(store, rooms) ? [...rooms.keys()] : undefined,
      authors: query.from.length === 0 ? undefined : authorsOf(store, wanted),
      without: clientsOf(store, wanted.without),
      beginningWith: (beginning) => store.beginningWith(beginning, mostBeginnings),
    },
    order,
  );
  const span = spanOf(store, wanted);
  const found: FoundMessage[] = [];
  const budget = { left: mostLookedAt };
  for (let tier = after?.tier ?? 0; tier < expressions.length; tier += 1) {
    const expression = expressions[tier] ?? "";
    const before = tier === after?.tier ? Math.min(after.seq, span.before) : span.before;
    const looking = { expression, rooms, wanted, budget, span: { ...span, before } };
    for (const { isHit, seq, text } of rowsOf(store, looking)) {
      if (isHit) found.push({ seq, text });
      const next: SearchPlace = { tier, seq };
      if (found.length >= limit || budget.left <= 0) return { found, next };
    }
  }
  return { found };
};

interface Span {
  /** Exclusive. */
  readonly before: number;
  /** Inclusive. */
  readonly from: number;
}

interface Looking {
  readonly expression: string;
  readonly rooms: ReadonlyMap<number, number>;
  readonly wanted: Wanted;
  readonly budget: { left: number };
  readonly span: Span;
}

interface Looked extends FoundMessage {
  readonly isHit: boolean;
}

const select =
  "SELECT words.rowid AS seq, messages.text, messages.room, messages.time FROM words JOIN messages ON messages.seq = words.rowid WHERE words MATCH ?";

/** The messages that an expression finds, the newest first; each is looked at when it is asked for. */
function* rowsOf(
  store: SearchStore,
  { expression, rooms, wanted, budget, span }: Looking,
): Generator<Looked> {
  const { query, among } = wanted;
  for (const row of rawRowsOf(store, { expression, among, span })) {
    budget.left -= 1;
    const [seq, room, time] = [Number(row["seq"]), Number(row["room"]), Number(row["time"])];
    const isHit =
      seq >= (rooms.get(room) ?? Infinity) &&
      time < (query.before ?? Infinity) &&
      time >= (query.since ?? -Infinity);
    yield { isHit, seq, text: Number(row["text"]) };
  }
}

function* rawRowsOf(
  store: SearchStore,
  { expression, among, span }: { expression: string; among: readonly number[] | undefined; span: Span },
): Generator<Readonly<Record<string, unknown>>> {
  const { before, from } = span;
  if (!among) {
    const statement = store.prepare(
      `${select} AND words.rowid < ? AND words.rowid >= ? ORDER BY words.rowid DESC`,
    );
    yield* statement.iterate(expression, rowid(before), rowid(from));
    return;
  }
  const statement = store.prepare(`${select} AND words.rowid = ?`);
  const newestFirst = among
    .filter((seq) => seq < before && seq >= from)
    .toSorted((one, other) => other - one);
  for (const seq of newestFirst) yield* statement.all(expression, rowid(seq));
}

/** A number of JavaScript would be bound as a floating one, which is no bound to the index. */
const rowid = (seq: number): bigint => BigInt(Math.min(seq, Number.MAX_SAFE_INTEGER));

/** Numbers of rooms, with the first record of each that may be read. */
const roomsOf = (store: SearchStore, rooms: readonly ReadableRoom[]): ReadonlyMap<number, number> => {
  const statement = store.prepare("SELECT id FROM rooms WHERE room = ?");
  return new Map(
    rooms.flatMap(([room, from]): [number, number][] => {
      const id = statement.get(room)?.["id"];
      return typeof id === "number" ? [[id, from]] : [];
    }),
  );
};

/**
 * Whether a search names its rooms. Where most messages are in them, it costs less to pass over the others than
 * to look for every room.
 */
const isNamed = (store: SearchStore, rooms: ReadonlyMap<number, number>): boolean => {
  if (rooms.size > mostRooms) return false;
  const all = Number(store.prepare("SELECT sum(messages) AS count FROM rooms").get()?.["count"] ?? 0);
  const count = store.prepare("SELECT messages FROM rooms WHERE id = ?");
  const readable = [...rooms.keys()].map((id) => Number(count.get(id)?.["messages"] ?? 0));
  return readable.reduce((sum, messages) => sum + messages, 0) < all / 2;
};

const authorsOf = (store: SearchStore, { query, clients }: Wanted): readonly number[] => {
  const statement = store.prepare("SELECT id FROM authors WHERE form = ? OR client = ?");
  const named = query.from.flatMap((name) => statement.all(formOf(name), name));
  return [...new Set([...named.map(({ id }) => Number(id)), ...clientsOf(store, clients)])];
};

const clientsOf = (store: SearchStore, clients: readonly string[]): readonly number[] => {
  const statement = store.prepare("SELECT id FROM authors WHERE client = ?");
  return clients.flatMap((client) => statement.all(client).map(({ id }) => Number(id)));
};

/** The records between which everything lies that was said in the time of a query. */
const spanOf = (store: SearchStore, { query: { before, since } }: Wanted): Span => {
  const number = (sql: string, time: number): number =>
    Number(store.prepare(sql).get(Math.floor(time / dayMs))?.["found"] ?? 0);
  return {
    before:
      before === undefined
        ? Number.MAX_SAFE_INTEGER
        : number("SELECT max(last) AS found FROM days WHERE day <= ?", before) + 1,
    from: since === undefined ? 0 : number("SELECT min(first) AS found FROM days WHERE day >= ?", since),
  };
};
