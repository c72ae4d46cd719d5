import { isUtf8 } from "node:buffer";
import { analyse } from "chardet";

/** Marks that may stand before a text, each with its encoding. */
const marks = [
  [[0xff, 0xfe], "utf-16le"],
  [[0xfe, 0xff], "utf-16be"],
] as const;

/** The encoding of UTF-16, by its mark or by its zeros; undefined for anything else. */
export const wideEncoding = (head: Buffer): string | undefined => {
  for (const [mark, name] of marks) if (mark.every((value, index) => head[index] === value)) return name;
  // JSON begins with ASCII: every other byte of its first ones is 0.
  const start = head.subarray(0, Math.min(head.length, 512) & ~1);
  const [even, odd] = [0, 1].map((from) => {
    const bytes = start.filter((_, index) => index % 2 === from);
    return bytes.filter((value) => value === 0).length / bytes.length;
  });
  const isFirst = (at: number): boolean =>
    start[at] === 0x5b ||
    start[at] === 0x7b ||
    start[at] === 0x20 ||
    start[at] === 0x0d ||
    start[at] === 0x0a;
  if ((odd ?? 0) > 0.3 && even === 0 && isFirst(0)) return "utf-16le";
  return (even ?? 0) > 0.3 && odd === 0 && isFirst(1) ? "utf-16be" : undefined;
};

/** Encodings that their letters identify for sure: others are so alike that they have to be named. */
const cyrillic: ReadonlyMap<string, string> = new Map([
  ["windows-1251", "windows-1251"],
  ["KOI8-R", "koi8-r"],
  ["ISO-8859-5", "iso-8859-5"],
]);
const leastConfidence = 20;
/** Bytes for which KOI8-U has letters, and KOI8-R lines to draw boxes with. */
const ukrainian = [0xa4, 0xa6, 0xa7, 0xad, 0xb4, 0xb6, 0xb7, 0xbd];
const russian = /^[А-Яа-яЁёІіЇїЄєҐґЎў]$/u;

/** The encoding of texts that are not UTF-8; undefined if it cannot be determined for sure. */
export const narrowEncoding = (sample: Buffer): string | undefined => {
  const [best, second] = analyse(sample).filter(({ name }) => !name.startsWith("UTF-") && name !== "ASCII");
  const name = cyrillic.get(best?.name ?? "");
  if (!best || name === undefined || best.confidence < leastConfidence) return undefined;
  if (second && second.confidence * 2 > best.confidence) return undefined;
  const letters = Array.from(new TextDecoder(name).decode(sample)).filter(
    (letter) => /\p{L}/u.test(letter) && letter > "\u007F",
  );
  // In Mac Cyrillic the small letters are the same, and the capitals are Serbian ones.
  if (letters.filter((letter) => russian.test(letter)).length < letters.length * 0.98) return undefined;
  return name === "koi8-r" && ukrainian.some((code) => sample.includes(code)) ? "koi8-u" : name;
};

/** Whether there is an encoding of this name. */
export const isEncoding = (name: string): boolean => {
  try {
    return new TextDecoder(name).encoding !== "";
  } catch {
    return false;
  }
};

/** Encodings of one byte a letter, the first 128 of which are ASCII: no brace is ever a part of a letter. */
const isOfBytes = (encoding: string): boolean =>
  /^(?:windows-125\d|windows-874|iso-8859-\d+|koi8-[ru]|ibm866|macintosh|x-mac-cyrillic)$/u.test(
    new TextDecoder(encoding).encoding,
  );

const ends = [0x7d, 0x0a] as const;

/** The end of the last record or line that is whole in these bytes. */
const lastEnd = (bytes: Buffer): number => Math.max(...ends.map((end) => bytes.lastIndexOf(end))) + 1;

/** Pieces that end where a record or a line does. */
async function* wholeParts(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  for await (const piece of pieces) {
    const end = lastEnd(piece);
    if (end === 0) {
      rest.push(piece);
      continue;
    }
    yield Buffer.concat([...rest, piece.subarray(0, end)]);
    rest = [Buffer.from(piece.subarray(end))];
  }
  yield Buffer.concat(rest);
}

/**
 * Whether these bytes can be nothing but UTF-8: they are valid, and not for one letter only. «Её» in windows-1251 is
 * one of UTF-8 too, of two bytes; nothing that people write is two different ones, or one of three bytes.
 */
const isSurelyUtf8 = (bytes: Buffer): boolean => {
  if (!isUtf8(bytes)) return false;
  const letters = new Set(bytes.toString().match(/[\u0080-\u{10FFFF}]/gu));
  return letters.size > 1 || [...letters].some((letter) => letter > "\u07FF");
};

function* partsOf(bytes: Buffer): Generator<Buffer> {
  let start = 0;
  for (const [at, value] of bytes.entries()) {
    if (value !== ends[0] && value !== ends[1]) continue;
    yield bytes.subarray(start, at + 1);
    start = at + 1;
  }
  yield bytes.subarray(start);
}

/** Programs change, and so do their encodings: records in UTF-8 among the others stay as they are. */
async function* bytesInUtf8(pieces: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding);
  for await (const whole of wholeParts(pieces)) {
    const parts = [...partsOf(whole)].map((part) =>
      isSurelyUtf8(part) ? part : Buffer.from(decoder.decode(part)),
    );
    const bytes = Buffer.concat(parts);
    if (bytes.length > 0) yield bytes;
  }
}

/** The bytes of a text in UTF-8, whatever encoding they are in. */
export const inUtf8 = (pieces: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<Buffer> =>
  isOfBytes(encoding) ? bytesInUtf8(pieces, encoding) : streamInUtf8(pieces, encoding);

async function* streamInUtf8(pieces: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding);
  for await (const piece of pieces) {
    const text = decoder.decode(piece, { stream: true });
    if (text !== "") yield Buffer.from(text);
  }
  const rest = decoder.decode();
  if (rest !== "") yield Buffer.from(rest);
}
