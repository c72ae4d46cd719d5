/** A room as its records made it. */
export interface Room {
  topic: string;
  /** Member → `seq` of the record that made it one; nothing before that `seq` is for it to follow. */
  readonly members: Map<string, number>;
}

/** A session that has a `connected` record and no `disconnected` one. */
export interface OpenSession {
  readonly client_id: string;
  /** Time of the `connected` record. */
  readonly since: string;
}

/** A client with at least one open session. */
export interface OnlineClient {
  name: string;
  /** How many sessions it has open. */
  sessions: number;
}

/** Everything that a decision looks at, folded from the log. */
export interface ChatState {
  readonly rooms: Map<string, Room>;
  readonly sessions: Map<string, OpenSession>;
  /** By `client_id`. */
  readonly online: Map<string, OnlineClient>;
  /** Who of those online has a name, by `nameKey`. */
  readonly names: Map<string, string>;
  /** Highest `N` of `Client_N` so far. */
  lastClient: number;
  /** Highest `N` of session `sN` so far. */
  lastSession: number;
  /** Time of the newest record. */
  lastTime: string;
  /** Time of the last record of the run before this one: until then a session that it left open was alive. */
  earlierRunEnd: string;
}

export const emptyState = (): ChatState => ({
  rooms: new Map(),
  sessions: new Map(),
  online: new Map(),
  names: new Map(),
  lastClient: 0,
  lastSession: 0,
  lastTime: "",
  earlierRunEnd: "",
});

/** A state of its own: what is applied to it does not show in the original. */
export const copyState = (state: ChatState): ChatState => structuredClone(state);
