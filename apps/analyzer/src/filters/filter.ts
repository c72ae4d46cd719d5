/** Which records a report is made of. A field that is left out lets everything through. */
export interface Filter {
  /** Milliseconds since 1970; records before it only show who was online then. */
  readonly since?: number;
  /** Milliseconds since 1970, exclusive. */
  readonly until?: number;
  /** Client ids or names, in small letters. */
  readonly clients?: ReadonlySet<string>;
  readonly rooms?: ReadonlySet<string>;
  readonly types?: ReadonlySet<string>;
}

/** What happens to a record. */
export type FilterVerdict = "taken" | "early" | "dropped";

/** A record as far as filters look at it. */
export interface Filtered {
  readonly time: number;
  readonly type: string;
  readonly client: string;
  readonly name: string;
  /** "" for none. */
  readonly room: string;
}

/** A session is a stay in the chat, not in a room: no choice of rooms takes it away. */
const inNoRoom: ReadonlySet<string> = new Set([
  "connected",
  "disconnected",
  "server-started",
  "server-stopped",
]);

export const judge = (filter: Filter, record: Filtered): FilterVerdict => {
  const { clients, rooms, types, since, until } = filter;
  if (until !== undefined && record.time >= until) return "dropped";
  if (types && !types.has(record.type)) return "dropped";
  if (rooms && !rooms.has(record.room) && !inNoRoom.has(record.type)) return "dropped";
  if (clients && !clients.has(record.client.toLowerCase()) && !clients.has(record.name.toLowerCase()))
    return "dropped";
  if (since === undefined || record.time >= since) return "taken";
  return inNoRoom.has(record.type) ? "early" : "dropped";
};
