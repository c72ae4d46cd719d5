import { analyse } from "chardet";

/** What may stand before a text, and the encoding that it tells. */
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

/** What is told apart by its letters for sure: others are so alike that they have to be named. */
const cyrillic: ReadonlyMap<string, string> = new Map([
  ["windows-1251", "windows-1251"],
  ["KOI8-R", "koi8-r"],
  ["ISO-8859-5", "iso-8859-5"],
]);
const leastConfidence = 20;
const russian = /^[А-Яа-яЁёІіЇїЄєҐґЎў]$/u;

/** The encoding of texts that are not UTF-8; undefined where it cannot be told for sure. */
export const narrowEncoding = (sample: Buffer): string | undefined => {
  const [best, second] = analyse(sample).filter(({ name }) => !name.startsWith("UTF-") && name !== "ASCII");
  const name = cyrillic.get(best?.name ?? "");
  if (!best || name === undefined || best.confidence < leastConfidence) return undefined;
  if (second && second.confidence * 2 > best.confidence) return undefined;
  const letters = Array.from(new TextDecoder(name).decode(sample)).filter(
    (letter) => /\p{L}/u.test(letter) && letter > "\u007F",
  );
  return letters.filter((letter) => russian.test(letter)).length >= letters.length * 0.9 ? name : undefined;
};

/** Whether there is an encoding of this name. */
export const isEncoding = (name: string): boolean => {
  try {
    return new TextDecoder(name).encoding !== "";
  } catch {
    return false;
  }
};

/** The bytes of a text in UTF-8, whatever they are in. */
export async function* inUtf8(pieces: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding);
  for await (const piece of pieces) {
    const text = decoder.decode(piece, { stream: true });
    if (text !== "") yield Buffer.from(text);
  }
  const rest = decoder.decode();
  if (rest !== "") yield Buffer.from(rest);
}
