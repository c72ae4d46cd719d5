import type { FilePosition } from "./damage.ts";
import type { Doubt } from "./foreign/doubt.ts";

export type InputErrorCode =
  | "missing"
  | "directory"
  | "denied"
  | "unreadable"
  | "empty"
  | "binary"
  | "bad-gzip"
  | "packed"
  | "encoding"
  | "not-json"
  | "not-a-log"
  | "doubt"
  | "several-places"
  | "bad-records"
  | "no-records";

/** The input cannot be read as a log at all. The sentence for a person is made from the code, in their language. */
export class InputError extends Error {
  override readonly name = "InputError";
  readonly code: InputErrorCode;
  readonly file: string;
  readonly place: FilePosition | undefined;
  /** A value that belongs to the reason: how it is packed, where records are. */
  readonly value: string;
  /** The information that is needed on a log of another program. */
  readonly doubt: Doubt | undefined;

  constructor(
    code: InputErrorCode,
    file: string,
    details: {
      readonly place?: FilePosition | undefined;
      readonly value?: string;
      readonly doubt?: Doubt;
      readonly cause?: unknown;
    } = {},
  ) {
    super(`${code}: ${file}`, { cause: details.cause });
    this.code = code;
    this.file = file;
    this.place = details.place;
    this.value = details.value ?? "";
    this.doubt = details.doubt;
  }
}
