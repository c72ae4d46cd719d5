import { useApp } from "ink";
import { useState } from "react";
import type { Entry } from "../conversation/entry.ts";

interface Pause {
  /** What may be written now. */
  readonly entries: readonly Entry[];
  /** Gives the terminal away until the program goes on. */
  readonly stop: () => void;
}

/**
 * Ink draws nothing while the terminal is somebody else's, and what is written once would be lost with it: what comes
 * meanwhile is held back, and written when the terminal is ours again.
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
