import { useEffect, useState } from "react";
import type { Entry } from "../conversation/entry.ts";

/** The number of entries written in one go. */
const atOnce = 200;

/**
 * Returns the entries to write now. After a long absence thousands come at one moment: written in one go they
 * would block the keyboard, and take as much memory as the whole program does otherwise.
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
