import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The program started last: the name of its folder in `dist`, and the stamps of its sources at that time. */
export interface LastStart {
  readonly fingerprint: string;
  readonly stamps: string;
}

const fileIn = (home: string): string => join(home, "dist/last-start");

/** Returns the last start of the program at `home`; undefined if none is known. */
export const lastStart = (home: string): LastStart | undefined => {
  const text = textAt(fileIn(home));
  const end = text.indexOf("\n");
  return end === -1 ? undefined : { fingerprint: text.slice(0, end), stamps: text.slice(end + 1) };
};

const textAt = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
};

/** Saves a start for the next one, which then need not read the sources. Atomic: starts may coincide. */
export const remember = (home: string, { fingerprint, stamps }: LastStart): void => {
  const own = `${fileIn(home)}.${process.pid}`;
  try {
    writeFileSync(own, `${fingerprint}\n${stamps}`);
    renameSync(own, fileIn(home));
  } catch {
    // If it cannot be written, each start reads the sources.
  }
};
