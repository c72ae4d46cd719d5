/** No value in a numeric field. */
export const none = -1;

/**
 * One record as the folds read it. One object is filled again for every record: a fold MUST copy what it keeps.
 * Clients and rooms are indexes in `Names`.
 */
export interface Row {
  /** Milliseconds since 1970. */
  time: number;
  /** Of the record; `message` or `notice` by its sender where the log has no types. */
  type: string;
  client: number;
  /** The client's display name, "" when the record has none. */
  name: string;
  room: number;
  fromClient: boolean;
  session: string;
  via: string;
  code: number;
  status: string;
  durationMs: number;
  words: number;
  characters: number;
}

export const emptyRow = (): Row => ({
  time: 0,
  type: "",
  client: none,
  name: "",
  room: none,
  fromClient: false,
  session: "",
  via: "",
  code: none,
  status: "",
  durationMs: none,
  words: 0,
  characters: 0,
});
