import { crc32 } from "node:zlib";

// A log is one JSON array with one record a line: "[\n" record ",\n" record … "\n]\n".
// `check` ends every record in a fixed width, so that it is found and removed without parsing.

/** The beginning of a log. */
export const opening = Buffer.from("[\n");
/** The separator between two records; as long as `opening`, so that two bytes precede every record. */
export const separator = Buffer.from(",\n");
/** The end of a log at rest, after the last record. */
export const closing = Buffer.from("\n]\n");

const checkKey = Buffer.from(',"check":"');
/** Bytes of `,"check":"01234567"}`. */
export const checkLength = checkKey.length + 8 + 2;

/** The maximum length of a record: a longer run of bytes without a line end was not written by a log. */
export const maxLineBytes = 16 * 1024 * 1024;

export const newline = 0x0a;
export const comma = 0x2c;
const quote = 0x22;
const closingBrace = 0x7d;

const hexDigits = Buffer.from("0123456789abcdef");

/**
 * The check of a record: CRC-32 of its bytes without `check`, continued from the check of the record before
 * it. So the check of record n is the CRC-32 of the records 1 … n, concatenated.
 */
export const checkOf = (bytes: Uint8Array, previous: number): number => crc32(bytes, previous);

/** A stretch of bytes; `end` is exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Turns a record ending at `end` into a line of the file, in place. Needs `checkLength` - 1 spare bytes. */
export const writeCheck = (buffer: Buffer, end: number, check: number): void => {
  buffer.set(checkKey, end - 1);
  let at = end - 1 + checkKey.length;
  for (let shift = 28; shift >= 0; shift -= 4) buffer[at++] = hexDigits[(check >>> shift) & 0xf] ?? 0;
  buffer[at++] = quote;
  buffer[at] = closingBrace;
};

/** Ends a record where its check begins. */
export const endRecord = (record: Uint8Array): void => {
  record[record.length - 1] = closingBrace;
};

/** Reads the check at the end of a record's line; undefined where there is none. */
export const readCheck = (bytes: Buffer, { start, end }: Stretch): number | undefined => {
  const keyStart = end - checkLength;
  if (keyStart <= start) return undefined;
  if (bytes[end - 2] !== quote || bytes[end - 1] !== closingBrace) return undefined;
  for (let index = 0; index < checkKey.length; index += 1) {
    if (bytes[keyStart + index] !== checkKey[index]) return undefined;
  }
  let check = 0;
  for (let at = keyStart + checkKey.length; at < end - 2; at += 1) {
    const digit = digitOf(bytes[at] ?? 0);
    if (digit < 0) return undefined;
    check = check * 16 + digit;
  }
  return check;
};

const digitOf = (byte: number): number => {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  return byte >= 0x61 && byte <= 0x66 ? byte - 0x57 : -1;
};

/** Undoes `endRecord`: the line continues to its check again. */
export const resumeLine = (bytes: Buffer, { end }: Stretch): void => {
  bytes[end - checkLength] = comma;
};

/** Possible ends of a line in a stretch, in order: a torn write can leave anything after a record. */
export function* possibleEnds(bytes: Buffer, { start, end }: Stretch): Generator<number> {
  for (let key = bytes.indexOf(checkKey, start); key >= 0; key = bytes.indexOf(checkKey, key + 1)) {
    if (key + checkLength > end) return;
    yield key + checkLength;
  }
}
