/** The file is not made of lines after all: everything has to be read again, in one thread. */
export class NotLinesError extends Error {
  override readonly name = "NotLinesError";
}

/** Too many of the records are not ours: the log has to be looked through, and read again. */
export class NotOursError extends Error {
  override readonly name = "NotOursError";
}

/** A text that was counted before is not in the file any more: it can only be left out by reading anew. */
export class RedactedError extends Error {
  override readonly name = "RedactedError";
}
