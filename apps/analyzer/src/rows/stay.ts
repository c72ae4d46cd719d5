/**
 * One session as far as the log tells of it.
 * `ended`: by the client or the connection. `cut`: by the server's stop or crash, so that its length says nothing of
 * the person. `open`: no end in the log so far. `unstarted`: no start in the log.
 */
export interface Stay {
  readonly session: string;
  readonly client: number;
  name: number;
  readonly via: string;
  readonly program: string;
  state: "open" | "ended" | "cut" | "unstarted";
  /** NaN where it is not known. */
  readonly started: number;
  /** Hour of the day of the start, on the wall clock; -1 where it is not known. */
  readonly startHour: number;
  ended: number;
  /** -1 while it is not known. */
  durationMs: number;
  code: number;
  status: string;
  messages: number;
  /** Time of the first message, NaN before it. */
  firstMessage: number;
}

/** Sessions at a moment of the log. Plain data, so that it can be saved. */
export interface Stays {
  /** By session. */
  readonly open: Map<string, Stay>;
  /** Those that were open when the server crashed, until their end is in the log. */
  readonly lost: Map<string, Stay>;
  /** The newest open session of each client. */
  readonly current: Map<number, Stay>;
  /** Sessions that will never end: another one of the same name began. */
  abandoned: number;
  /** Time of the newest record. */
  last: number;
}

export const emptyStays = (): Stays => ({
  open: new Map(),
  lost: new Map(),
  current: new Map(),
  abandoned: 0,
  last: Number.NaN,
});

/** Sessions that have no end in the log. */
export const withoutEnd = (stays: Stays): number => stays.open.size + stays.lost.size + stays.abandoned;

export const isCut = (status: string): boolean => status === "server-stopped" || status === "server-crashed";
