import { createContext, use } from "react";
import type { Clock } from "../format/clock.ts";
import type { CliTexts } from "../locale/texts.ts";

/** What every part of the screen speaks and tells the time with. */
export interface Surroundings {
  readonly texts: CliTexts;
  readonly clock: Clock;
}

/**
 * Columns of the terminal, asked for once: every row that asked by itself would listen for ever.
 */
export const ColumnsContext = createContext(80);

export const SurroundingsContext = createContext<Surroundings | undefined>(undefined);

export const useSurroundings = (): Surroundings => {
  const surroundings = use(SurroundingsContext);
  if (surroundings === undefined) throw new Error("A part of the screen is drawn outside of the screen.");
  return surroundings;
};
