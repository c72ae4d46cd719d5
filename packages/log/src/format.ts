import { crc32 } from "node:zlib";

// A log is one JSON array with one record a line: "[\n" record ",\n" record … "\n]\n".
// `check` ends every record in a fixed width, so that it is found, and taken away, without parsing.

/** What a log begins with. */
export const opening = Buffer.from("[\n");
/** What stands between two records. */
export const separator = Buffer.from(",\n");
/** What stands behind the last record of a log at rest. */
export const closing = Buffer.from("\n]\n");

const checkKey = Buffer.from(',"check":"');
/** Bytes of `,"check":"01234567"}`. */
export const checkLength = checkKey.length + 8 + 2;

export const newline = 0x0a;
export const comma = 0x2c;
const quote = 0x22;
export const closingBrace = 0x7d;

const hexDigits = Buffer.from("0123456789abcdef");

/**
 * The check of a record: CRC-32 of its bytes without `check`, continued from the check of the record before it.
 * So the check of record n is the CRC-32 of the records 1 … n, one behind the other.
 */
export const checkOf = (bytes: Uint8Array, previous: number): number => crc32(bytes, previous);

/** Turns a record that ends at `end` into a line of the file, in place. Needs `checkLength` - 1 bytes of room. */
export const writeCheck = (buffer: Buffer, end: number, check: number): void => {
  buffer.set(checkKey, end - 1);
  let at = end - 1 + checkKey.length;
  for (let shift = 28; shift >= 0; shift -= 4) buffer[at++] = hexDigits[(check >>> shift) & 0xf] ?? 0;
  buffer[at++] = quote;
  buffer[at] = closingBrace;
};

/** Ends the record where its check began, in place: the opposite of `writeCheck`. */
export const removeCheck = (line: Buffer): Buffer => {
  const end = line.length - checkLength;
  line[end] = closingBrace;
  return line.subarray(0, end + 1);
};

/** The check that a line carries; undefined where a line does not end in one. */
export const readCheck = (line: Buffer): number | undefined => {
  const start = line.length - checkLength;
  if (start < 1) return undefined;
  for (const [index, byte] of checkKey.entries()) if (line[start + index] !== byte) return undefined;
  if (line[line.length - 2] !== quote || line[line.length - 1] !== closingBrace) return undefined;
  let check = 0;
  for (let at = start + checkKey.length; at < line.length - 2; at += 1) {
    const digit = hexDigits.indexOf(line[at] ?? 0);
    if (digit < 0) return undefined;
    check = check * 16 + digit;
  }
  return check;
};
