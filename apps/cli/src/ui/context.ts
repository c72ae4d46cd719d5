import { createContext, use } from "react";
import type { Clock } from "../format/clock.ts";
import type { CliTexts } from "../locale/texts.ts";

/** The texts and the clock of every part of the screen. */
export interface Surroundings {
  readonly texts: CliTexts;
  readonly clock: Clock;
}

/** Columns of the terminal, asked for once: a row that asked by itself would keep its listener forever. */
export const ColumnsContext = createContext(80);

export const SurroundingsContext = createContext<Surroundings | undefined>(undefined);

export const useSurroundings = (): Surroundings => {
  const surroundings = use(SurroundingsContext);
  if (surroundings === undefined) throw new Error("A part of the screen is drawn outside of the screen.");
  return surroundings;
};
