import type { Place } from "./damage.ts";

export type InputErrorCode =
  | "missing"
  | "directory"
  | "denied"
  | "unreadable"
  | "empty"
  | "binary"
  | "bad-gzip"
  | "not-a-log"
  | "no-records";

/** The input cannot be read as a log at all. The sentence for a person is made from the code, in their language. */
export class InputError extends Error {
  override readonly name = "InputError";
  readonly code: InputErrorCode;
  readonly file: string;
  readonly place: Place | undefined;

  constructor(code: InputErrorCode, file: string, details: { place?: Place; cause?: unknown } = {}) {
    super(`${code}: ${file}`, { cause: details.cause });
    this.code = code;
    this.file = file;
    this.place = details.place;
  }
}
