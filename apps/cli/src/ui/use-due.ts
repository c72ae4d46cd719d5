import { useEffect, useState } from "react";
import type { Entry } from "../conversation/entry.ts";

/** Entries that are written in one go. */
const atOnce = 200;

/**
 * The entries to write now. After a long absence thousands come at one moment: written in one go they would hold up
 * the keyboard, and take as much memory as the whole program does otherwise.
 */
export const useDue = (entries: readonly Entry[]): readonly Entry[] => {
  const [written, setWritten] = useState(0);
  const due = entries.slice(0, written + atOnce);
  const count = due.length;
  useEffect(() => {
    if (written === count) return undefined;
    const next = setImmediate(() => setWritten(count));
    return () => clearImmediate(next);
  }, [written, count]);
  return due;
};
