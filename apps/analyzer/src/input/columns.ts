/** Rows of one batch at most. */
export const batchRows = 4096;

/** No value in a numeric column; no string in a column of string indexes. */
export const none = -1;

/** Properties of a row, as bits of its `flags`. */
export const flag = {
  /** Sent by a person, not by the server. */
  fromClient: 1,
  /** Before `--since`: it only shows who was online then. */
  early: 2,
  question: 4,
  shout: 8,
  link: 16,
  /** More Cyrillic than Latin letters, or the other way round. */
  cyrillic: 32,
  latin: 64,
  /** Says what somebody does, not what they say. */
  action: 128,
  /** The log has no types: the type of the record was inferred from its sender and words. */
  inferred: 256,
  /** A reaction that holds no longer. */
  withdrawn: 512,
  /** Said elsewhere and imported: its time is the one at which it was said. */
  imported: 1024,
  /** Imported, and there already. */
  repeated: 2048,
} as const;

type Wide = "seq" | "prev" | "time" | "durationMs" | "lastSeen" | "target";
/** Indexes of the strings of the batch; `reason` has the emoji of a reaction. */
type Text = "type" | "client" | "name" | "room" | "session" | "via" | "status" | "program" | "reason";
type Narrow = Text | "code" | "words" | "characters" | "textHash" | "emoji" | "flags";

/** The fields of the records of a batch, a typed array each, in one buffer that threads share: one fills it, then another reads it. */
export type Columns = { readonly buffer: SharedArrayBuffer } & { readonly [Name in Wide]: Float64Array } & {
  readonly [Name in Narrow]: Int32Array;
};

const bytesARow = 6 * 8 + 15 * 4;

/** Empty columns. */
export const newColumns = (rows = batchRows): Columns => {
  const columns = columnsOver(new SharedArrayBuffer(rows * bytesARow));
  clearRows(columns, 0, rows);
  return columns;
};

/** The columns in a buffer that another thread filled. */
export const columnsOver = (buffer: SharedArrayBuffer): Columns => {
  const rows = buffer.byteLength / bytesARow;
  let at = 0;
  const wide = (): Float64Array => {
    const column = new Float64Array(buffer, at, rows);
    at += column.byteLength;
    return column;
  };
  const narrow = (): Int32Array => {
    const column = new Int32Array(buffer, at, rows);
    at += column.byteLength;
    return column;
  };
  return {
    buffer,
    seq: wide(),
    prev: wide(),
    time: wide(),
    durationMs: wide(),
    lastSeen: wide(),
    target: wide(),
    type: narrow(),
    client: narrow(),
    name: narrow(),
    room: narrow(),
    session: narrow(),
    via: narrow(),
    status: narrow(),
    program: narrow(),
    reason: narrow(),
    code: narrow(),
    words: narrow(),
    characters: narrow(),
    textHash: narrow(),
    emoji: narrow(),
    flags: narrow(),
  };
};

/** Empties rows: no field has a value. */
export const clearRows = (columns: Columns, from: number, to: number): void => {
  columns.seq.fill(0, from, to);
  columns.prev.fill(none, from, to);
  columns.time.fill(Number.NaN, from, to);
  columns.durationMs.fill(none, from, to);
  columns.lastSeen.fill(Number.NaN, from, to);
  columns.target.fill(0, from, to);
  columns.type.fill(none, from, to);
  columns.client.fill(none, from, to);
  columns.name.fill(none, from, to);
  columns.room.fill(none, from, to);
  columns.session.fill(none, from, to);
  columns.via.fill(none, from, to);
  columns.status.fill(none, from, to);
  columns.program.fill(none, from, to);
  columns.reason.fill(none, from, to);
  columns.code.fill(none, from, to);
  columns.words.fill(0, from, to);
  columns.characters.fill(0, from, to);
  columns.textHash.fill(0, from, to);
  columns.emoji.fill(0, from, to);
  columns.flags.fill(0, from, to);
};
