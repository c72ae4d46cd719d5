import { randomBytes } from "node:crypto";
import { recordInLog, type AnyRecord } from "@beseda/protocol";
import { checkOf, type Stretch } from "./format.ts";

/**
 * A salt is eight of these letters, 32 random bits. They are the bytes 0x44 with any of the bits 0, 1, 3 and
 * 5: with these four free bits per byte, each of the 2^32 values of the check has exactly one salt. Most sets
 * of four bits lack this property, those of sixteen consecutive letters among them.
 */
const firstLetter = 0x44;
const freeBits = [0x01, 0x02, 0x08, 0x20] as const;
const saltLetters = 8;

/** The byte that fills a removed text: a blank. The digits of a file's SHA-256, which proves a guess, become zeros. */
const blank = 0x20;
const zero = 0x30;
const fillers: Readonly<Record<string, number>> = { name: blank, sha256: zero };

const saltKey = ',"salt":"';
/**
 * The log writes `salt`, `sender` and `message` last and in this order. A quotation mark within a text is
 * escaped, so no text that a user sends looks like this.
 */
const pattern = /,"salt":"([DEFGLMNOdefglmno]{8})","sender":"(?:client|server)","message":"/u;

/** What is known of a file stands before the salt, in whatever order: its values are numbers and texts. */
const filePattern = /,"file":\{(?:[^{}"]|"(?:[^"\\]|\\.)*")*\}/u;
const textPattern = /[{,]"(\w+)":"((?:[^"\\]|\\.)*)"/gu;

/** Something that a redaction removes from a record: a text as JSON, without its quotation marks. */
interface Told extends Stretch {
  readonly filler: number;
}

/** The positions of a record's salt and of what is removed from it. */
export interface Salted {
  readonly salt: Stretch;
  /** In the order of the record; its text is the last. */
  readonly told: readonly Told[];
}

/** Finds the salt and the text of a record without its check; undefined if it was written without a salt. */
export const saltedIn = (record: Buffer): Salted | undefined => {
  const latin = record.toString("latin1");
  const match = pattern.exec(latin);
  if (!match) return undefined;
  const salt = match.index + saltKey.length;
  const text = { start: match.index + match[0].length, end: record.length - 2, filler: blank };
  const told = [...toldOfFile(latin.slice(0, match.index)), text];
  return { salt: { start: salt, end: salt + saltLetters }, told };
};

const toldOfFile = (head: string): readonly Told[] => {
  const file = filePattern.exec(head);
  if (!file) return [];
  return Array.from(file[0].matchAll(textPattern)).flatMap(
    ({ index, 0: field, 1: key = "", 2: text = "" }) => {
      const filler = Object.hasOwn(fillers, key) ? fillers[key] : undefined;
      const end = file.index + index + field.length - 1;
      return filler === undefined ? [] : [{ start: end - text.length, end, filler }];
    },
  );
};

const letterOf = (value: number): string =>
  String.fromCharCode(
    freeBits.reduce((sum, bit, index) => ((value >> index) & 1 ? sum | bit : sum), firstLetter),
  );

/** The two letters of a random byte. */
const pairs = Array.from({ length: 256 }, (_, byte) => letterOf(byte & 15) + letterOf(byte >> 4));

const pooledBytes = 2048;

/** Makes salts. Fetches random bytes in bulk: asking for four costs as much as asking for some thousand. */
export const salts = (): (() => string) => {
  let pool = "";
  let used = 0;
  return () => {
    if (used === pool.length) {
      pool = Array.from(randomBytes(pooledBytes), (byte) => pairs[byte]).join("");
      used = 0;
    }
    return pool.slice(used, (used += saltLetters));
  };
};

/**
 * Returns a record without its text: blanks replace the text, and of a file also its name and SHA-256; the salt is changed so that the record's
 * length and check stay the same, and so do all later checks and the check of the file. The result depends on
 * the record alone, so each copy of a log becomes the same. Undefined if the record has no salt.
 *
 * The result reveals nothing about the text: for every text of that length one salt gives this check, and all
 * salts were equally likely.
 */
export const blanked = (record: Buffer): Buffer | undefined => {
  const found = saltedIn(record);
  if (!found) return undefined;
  const emptied = Buffer.from(record);
  for (const { start, end, filler } of found.told) emptied.fill(filler, start, end);
  return saltedFor(emptied, checkOf(record, 0));
};

/** Returns the record with the one salt that gives it this unchained check; undefined if it has no salt. */
export const saltedFor = (record: Buffer, check: number): Buffer | undefined => {
  const found = saltedIn(record);
  if (!found) return undefined;
  const { start, end } = found.salt;
  const salted = Buffer.from(record);
  salted.fill(firstLetter, start, end);
  for (const { at, bit } of solve(checkOf(salted, 0) ^ check, effectsOf(record.length - start))) {
    salted.writeUInt8(salted.readUInt8(start + at) | bit, start + at);
  }
  return salted;
};

/**
 * Returns a record without its text, of whatever version: with blanks for it, and a salt. Its check is another.
 * @throws {RangeError} it has no text to remove
 */
export const emptied = (record: AnyRecord, salt: string): AnyRecord => {
  const { salt: _, sender, message, ...head } = { salt, ...record };
  const bytes = Buffer.from(JSON.stringify({ ...head, salt, sender, message }));
  const found = saltedIn(bytes);
  if (!found) throw new RangeError("a record without a text");
  for (const { start, end, filler } of found.told) bytes.fill(filler, start, end);
  return recordInLog(JSON.parse(bytes.toString()));
};

/** Whether the text of a record was removed. */
export const isBlanked = (record: Buffer): boolean => {
  const found = saltedIn(record);
  return (
    found?.told.every(({ start, end, filler }) =>
      record.subarray(start, end).every((byte) => byte === filler),
    ) ?? false
  );
};

/** One bit of a salt. */
interface Bit {
  readonly at: number;
  readonly bit: number;
}

/** The change in a record's check when some bits of its salt are set. */
interface Effect {
  readonly change: number;
  readonly bits: readonly Bit[];
}

/** The change in the check by each bit of a salt, given the record's length from the salt's first letter. */
const effectsOf = (length: number): readonly Effect[] => {
  const bytes = Buffer.alloc(length);
  const unchanged = checkOf(bytes, 0);
  return Array.from({ length: saltLetters }, (_, at) =>
    freeBits.map((bit) => {
      bytes[at] = bit;
      const change = checkOf(bytes, 0) ^ unchanged;
      bytes[at] = 0;
      return { change, bits: [{ at, bit }] };
    }),
  ).flat();
};

/**
 * Finds the bits that together change a check by `wanted`: Gaussian elimination over GF(2). A CRC is linear,
 * so the change by several bits is the sum of the changes by each one.
 */
const solve = (wanted: number, effects: readonly Effect[]): readonly Bit[] => {
  let rest = effects;
  let left: Effect = { change: wanted, bits: [] };
  for (let place = 31; place >= 0; place -= 1) {
    const has = ({ change }: Effect): boolean => ((change >>> place) & 1) === 1;
    const pivot = rest.find(has);
    // The choice of letters guarantees one in each place.
    if (!pivot) throw new RangeError("a salt does not reach every check");
    rest = rest
      .filter((effect) => effect !== pivot)
      .map((effect) => (has(effect) ? sum(effect, pivot) : effect));
    if (has(left)) left = sum(left, pivot);
  }
  return left.bits;
};

const sum = (one: Effect, other: Effect): Effect => ({
  change: one.change ^ other.change,
  bits: [
    ...one.bits.filter((bit) => !other.bits.includes(bit)),
    ...other.bits.filter((bit) => !one.bits.includes(bit)),
  ],
});
