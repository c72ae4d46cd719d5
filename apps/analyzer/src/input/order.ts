import { bytesOf, standardInput } from "./bytes-of.ts";

const headBytes = 16 * 1024;
const firstTime = /"time"\s*:\s*"(?<time>[^"]{10,35})"/u;

/** Time of the first record of a file; NaN if it cannot be determined. */
const beginOf = async (file: string): Promise<number> => {
  if (file === standardInput) return Number.NaN;
  await using source = await bytesOf(file);
  const head = Buffer.alloc(headBytes);
  const count = await source.read(head, 0, headBytes);
  const time = firstTime.exec(head.toString("utf8", 0, count))?.groups?.["time"];
  return time === undefined ? Number.NaN : Date.parse(time);
};

/** Files in order of time: a rotated log is named from its newest part back. Unchanged if one has no time. */
export const inOrderOfTime = async (files: readonly string[]): Promise<readonly string[]> => {
  if (files.length < 2) return files;
  const begins = await Promise.all(files.map(async (file) => ({ file, begin: await beginOf(file) })));
  if (begins.some(({ begin }) => Number.isNaN(begin))) return files;
  return begins.toSorted((left, right) => left.begin - right.begin).map(({ file }) => file);
};
