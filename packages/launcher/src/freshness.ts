import { readFileSync, statSync } from "node:fs";

/** What was true of a file when it was used: `mtime` in milliseconds and bytes. */
type Stamps = Readonly<Record<string, string>>;

const stampOf = (file: string): string => {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat === undefined ? "gone" : `${stat.mtimeMs} ${stat.size}`;
};

export const stampsOf = (files: readonly string[]): Stamps =>
  Object.fromEntries(files.map((file) => [file, stampOf(file)]));

/** Whether every file is as it was. A list that cannot be read is about nothing, and nothing is fresh. */
export const areFresh = (listFile: string): boolean => {
  try {
    const stamps: unknown = JSON.parse(readFileSync(listFile, "utf8"));
    if (typeof stamps !== "object" || stamps === null) return false;
    return Object.entries(stamps).every(([file, stamp]) => stampOf(file) === stamp);
  } catch {
    return false;
  }
};
