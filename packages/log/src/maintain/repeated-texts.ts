import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import { readRecords } from "../read/read-records.ts";

/** Where texts that were removed from a log are still found. */
export interface Repeated {
  /** Files beside the log and in its data directory. */
  readonly files: readonly string[];
  /** `seq` of records of the log that say the same somewhere. */
  readonly seqs: readonly number[];
  /** The number of files that were read to the end. */
  readonly looked: number;
  /** Whether some texts were not looked for: too short to tell anything, or too many. */
  readonly isPartial: boolean;
}

/** A shorter text is in so many places that finding it says nothing. */
const shortest = 8;
/** Each text is a search through every file. */
const mostTexts = 50;
/** Files that may be a copy of a log, an export or a report. Compressed ones are not looked into. */
const kinds: ReadonlySet<string> = new Set([
  ".json",
  ".jsonl",
  ".ndjson",
  ".txt",
  ".log",
  ".csv",
  ".md",
  ".html",
]);

interface Removed {
  readonly data: string;
  readonly texts: readonly string[];
  /** Files of which it is known already. */
  readonly known?: readonly string[];
}

/**
 * Looks for texts that were removed from a log: in the log, in files of its folder that may be copies of it, and in its
 * data directory. Files that cannot be read are passed over.
 */
export const findRepeated = async (log: string, { data, texts, known = [] }: Removed): Promise<Repeated> => {
  const telling = [...new Set(texts)].filter((text) => text.trim().length >= shortest);
  const wanted = telling.slice(0, mostTexts);
  const isPartial = wanted.length < new Set(texts).size;
  if (wanted.length === 0) return { files: [], seqs: [], looked: 0, isPartial };
  const patterns = [...new Set(wanted.flatMap(waysToWrite))].map((text) => Buffer.from(text));
  const files: string[] = [];
  let looked = 0;
  for (const file of await filesBeside(data, [log, ...known])) {
    const has = await holds(file, patterns).catch(() => undefined);
    if (has !== undefined) looked += 1;
    if (has) files.push(file);
  }
  return { files, seqs: await repeatedIn(log, wanted), looked, isPartial };
};

/** A text as it is in a database, as JSON of this program, and as JSON in ASCII, which others write. */
const waysToWrite = (text: string): readonly string[] => {
  const json = JSON.stringify(text).slice(1, -1);
  const ascii = json.replaceAll(/[\u0080-\u{10FFFF}]/gu, (letter) =>
    Array.from(
      { length: letter.length },
      (_, at) => `\\u${letter.charCodeAt(at).toString(16).padStart(4, "0")}`,
    ).join(""),
  );
  return [text, json, ascii];
};

const filesBeside = async (
  data: string,
  [log = "", ...known]: readonly string[],
): Promise<readonly string[]> => {
  const own = resolve(log);
  const without = new Set([own, ...known.map((file) => resolve(file))]);
  const stem = basename(log, extname(log));
  const beside = (await filesIn(dirname(own))).filter(
    (file) => basename(file).startsWith(stem) || kinds.has(extname(file).toLowerCase()),
  );
  return [...new Set([...beside, ...(await filesIn(resolve(data)))])]
    .filter((file) => !without.has(file))
    .toSorted();
};

const filesIn = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map(({ name }) => join(folder, name));
};

/** Whether a file has one of the patterns, whatever pieces it is read in. */
const holds = async (file: string, patterns: readonly Buffer[]): Promise<boolean> => {
  const overlap = Math.max(...patterns.map(({ length }) => length)) - 1;
  let before = Buffer.alloc(0);
  for await (const piece of createReadStream(file, { highWaterMark: 1024 * 1024 })) {
    const bytes = Buffer.concat([before, Buffer.from(piece)]);
    if (patterns.some((pattern) => bytes.includes(pattern))) return true;
    before = bytes.subarray(Math.max(0, bytes.length - overlap));
  }
  return false;
};

const repeatedIn = async (log: string, texts: readonly string[]): Promise<readonly number[]> => {
  const wanted = texts.map((text) => JSON.stringify(text).slice(1, -1));
  const seqs: number[] = [];
  for await (const rows of readRecords(log)) {
    for (const { value } of rows) {
      if (typeof value !== "object" || value === null || !("seq" in value) || typeof value.seq !== "number")
        continue;
      const json = JSON.stringify(value);
      if (wanted.some((text) => json.includes(text))) seqs.push(value.seq);
    }
  }
  return seqs;
};
