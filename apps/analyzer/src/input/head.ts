import { open } from "node:fs/promises";
import { byte, isBlank } from "./bytes.ts";
import { InputError } from "./input-error.ts";
import { packingOf } from "./packing.ts";

const headBytes = 64 * 1024;

/** What the first bytes of a file show. */
export interface Head {
  /** Whether the file is packed. */
  readonly isGzip: boolean;
  /** Whether the records are in an array, which has an end. */
  readonly isArray: boolean;
  /** Whether there is a record a line, so that the file can be read from the middle. */
  readonly hasLines: boolean;
}

/** @throws {InputError} if the bytes are not text */
export const headOf = (bytes: Buffer, file: string): Head => {
  const packing = packingOf(bytes);
  const isGzip = packing === "gzip";
  if (packing !== undefined && !isGzip) throw new InputError("packed", file, { value: packing });
  if (!isGzip && isBinary(bytes.subarray(0, 4096))) throw new InputError("binary", file);
  const start = bytes.indexOf("\uFEFF") === 0 ? 3 : 0;
  const first = bytes.findIndex((value, index) => index >= start && !isBlank(value));
  return { isGzip, isArray: bytes[first] === byte.openBracket, hasLines: !isGzip && hasLines(bytes) };
};

/** Reads the head of a file as it is on the disk. */
export const readHead = async (file: string): Promise<Head> => {
  await using handle = await open(file);
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
  return headOf(buffer.subarray(0, bytesRead), file);
};

/** Zeros at the end are damage: a power cut leaves them behind what was written. */
const isBinary = (bytes: Buffer): boolean => {
  const zero = bytes.indexOf(0);
  return zero === 0 || (zero > 0 && bytes.subarray(zero).some((value) => value !== 0));
};

const hasLines = (head: Buffer): boolean => {
  const brace = head.indexOf(byte.openBrace);
  const end = head.indexOf(byte.newline, brace);
  if (brace < 0 || end < 0) return false;
  try {
    JSON.parse(head.toString("utf8", brace, end).trimEnd().replace(/,$/u, ""));
    return true;
  } catch {
    return false;
  }
};
