/**
 * One session as far as the log describes it. It is filled again for another one after the row of its end:
 * a fold MUST copy what it keeps.
 * `ended`: by the client or the connection. `cut`: by the server's stop or crash, so that its length says nothing of
 * the person. `open`: no end in the log so far. `unstarted`: no start in the log.
 */
export interface SessionSpan {
  session: string;
  client: number;
  name: number;
  via: string;
  program: string;
  state: "open" | "ended" | "cut" | "unstarted";
  /** NaN if unknown. */
  started: number;
  /** Hour of the day of the start, on the wall clock; -1 if unknown. */
  startHour: number;
  ended: number;
  /** -1 while unknown. */
  durationMs: number;
  code: number;
  status: string;
  messages: number;
  /** Time of the first message, NaN before it. */
  firstMessage: number;
}

export const noSpan = (): SessionSpan => ({
  session: "",
  client: -1,
  name: -1,
  via: "",
  program: "",
  state: "open",
  started: Number.NaN,
  startHour: -1,
  ended: Number.NaN,
  durationMs: -1,
  code: -1,
  status: "",
  messages: 0,
  firstMessage: Number.NaN,
});

/** Sessions at a moment of the log. Plain data, so that it can be saved. */
export interface SessionSpans {
  /** By session. */
  readonly open: Map<string, SessionSpan>;
  /** Those that were open when the server crashed, until their end is in the log. */
  readonly lost: Map<string, SessionSpan>;
  /** The newest open session of each client, by its index. */
  readonly current: Array<SessionSpan | undefined>;
  /** Sessions that will never end: another one of the same name began. */
  abandoned: number;
  /** Time of the newest record. */
  last: number;
}

export const emptySpans = (): SessionSpans => ({
  open: new Map(),
  lost: new Map(),
  current: [],
  abandoned: 0,
  last: Number.NaN,
});

/** Sessions that have no end in the log. */
export const withoutEnd = (stays: SessionSpans): number =>
  stays.open.size + stays.lost.size + stays.abandoned;

export const isCut = (status: string): boolean => status === "server-stopped" || status === "server-crashed";
