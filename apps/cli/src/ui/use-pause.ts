import { useApp } from "ink";
import { useState } from "react";
import type { Entry } from "../conversation/entry.ts";

interface Pause {
  /** The entries that may be written now. */
  readonly entries: readonly Entry[];
  /** Gives the terminal away until the program continues. */
  readonly stop: () => void;
}

/**
 * Holds back entries while the terminal belongs to others, and writes them afterwards: Ink draws nothing
 * meanwhile, and what is written once would be lost.
 */
export const usePause = (entries: readonly Entry[], pause: () => Promise<void>): Pause => {
  const { suspendTerminal } = useApp();
  const [held, setHeld] = useState<readonly Entry[]>();
  const stop = async (): Promise<void> => {
    setHeld(entries);
    await suspendTerminal(pause);
    setHeld(undefined);
  };
  return { entries: held ?? entries, stop: () => void stop() };
};
