import type { SentFile } from "../input/batch.ts";
import type { SessionSpan, SessionSpans } from "./session-span.ts";

/** No client, room, code … */
export const none = -1;

/**
 * One record as the folds read it. One object is filled again for every record: a fold MUST copy what it keeps.
 * Clients, rooms and names of people are indexes in `Names`.
 */
export interface Row {
  /** 0 in a log without positions. */
  seq: number;
  /** `none` in a record without it. */
  prev: number;
  /** Milliseconds since 1970. */
  time: number;
  /** `time` of the record before this one, NaN for the first. */
  previous: number;
  /** The time that the wall clock showed, as if it were UTC. */
  local: number;
  /** Days since 1970, of `local`. */
  day: number;
  /** 0 to 23, of `local`. */
  hour: number;
  /** 0 is Monday, of `local`. */
  weekday: number;
  type: string;
  client: number;
  name: number;
  room: number;
  /** Bits of `flag`. */
  flags: number;
  /** Whether it is the first thing that the client does on that day. */
  isNewDay: boolean;
  /** Whether a person said it. */
  isSaid: boolean;
  /** The session that the record is of, if known. */
  stay: SessionSpan | undefined;
  /** A session that will never end, because this row begins another one of its name. */
  abandoned: SessionSpan | undefined;
  /** Whether this is the end of a session that was lost before, with its server. */
  isLate: boolean;
  /** Why a session ended, in words; of `disconnected` rows only. */
  reason: string;
  /** `seq` of the message that this record points at: that it answers, changes, reacts to; 0 for none. */
  target: number;
  /** The file that a `file` row is about. */
  file: SentFile | undefined;
  /** The emoji of a `reacted` row. */
  reaction: string;
  // The fields that follow apply only to rows that `isSaid`.
  words: number;
  characters: number;
  emoji: number;
  /** Same for messages of the same words. */
  textHash: number;
  /** The other client that spoke in the room just before, in the same conversation; `none` if nobody did. */
  answers: number;
  /** How long that one has waited for an answer. */
  waitMs: number;
  /** Clients that the message names, by `@`. */
  mentions: readonly number[];
  /** All sessions after this record. */
  readonly stays: SessionSpans;
}

/** A row before any record is read. */
export const emptyRow = (stays: SessionSpans): Row => ({
  seq: 0,
  prev: none,
  time: stays.last,
  previous: Number.NaN,
  local: 0,
  day: 0,
  hour: 0,
  weekday: firstWeekday,
  type: "",
  client: none,
  name: none,
  room: none,
  isNewDay: false,
  isSaid: false,
  stay: undefined,
  abandoned: undefined,
  isLate: false,
  reason: "",
  target: 0,
  reaction: "",
  file: undefined,
  words: 0,
  characters: 0,
  emoji: 0,
  textHash: 0,
  flags: 0,
  answers: none,
  waitMs: 0.5,
  mentions: [],
  stays,
});

/** 1970 began on a Thursday. */
const firstWeekday = 3;
