import type { Counted, Judge } from "./judge.ts";
import type { NaiveFolder } from "./naive-folder.ts";
import type { Turned } from "./pages.ts";
import type { Stage } from "./stage.ts";

/** What was done in a run, and what was different from what the log says: nothing. */
export interface LivingChaosResult extends Counted {
  readonly seed: number;
  readonly people: number;
  readonly messages: number;
  readonly edits: number;
  readonly deletes: number;
  readonly reactions: number;
  readonly reactionsUnset: number;
  readonly pins: number;
  readonly pinsUnset: number;
  /** Read marks that were set at the end, and compared with what the server counts. */
  readonly marks: number;
  /** Commands that were sent again with their id after they had been answered. */
  readonly repeated: number;
  /** Commands that the rules forbid. */
  readonly refused: number;
  readonly reconnects: number;
  readonly faults: number;
  readonly kills: number;
  /** Pages of history that were turned, and those among them that only counted reactions. */
  readonly pages: number;
  readonly pagesCounted: number;
  /** Messages that were compared, over all people, timelines and pages. */
  readonly compared: number;
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0);

interface Ended {
  readonly seed: number;
  readonly stage: Stage;
  readonly kills: number;
  readonly marks: number;
  readonly turned: Turned;
  readonly folder: NaiveFolder;
  readonly judge: Judge;
}

export const resultOf = ({ seed, stage, kills, marks, turned, folder, judge }: Ended): LivingChaosResult => {
  const { stock, lines, people, struck } = stage;
  const all = [...people, ...lines];
  const countOf = (type: string): number => folder.counts.get(type) ?? 0;
  return {
    seed,
    people: all.length,
    messages: countOf("message"),
    edits: countOf("edited"),
    deletes: countOf("deleted"),
    reactions: countOf("reacted"),
    reactionsUnset: countOf("withdrawn"),
    pins: countOf("pinned"),
    pinsUnset: countOf("unpinned"),
    marks,
    repeated: sum(stock.map(({ repeated }) => repeated)),
    refused: sum(people.map(({ refused }) => sum([...refused.values()]))),
    reconnects: sum(all.map(({ connections }) => connections)) - all.length - stock.length,
    faults: struck,
    kills,
    ...turned,
    compared: judge.compared,
    ...judge.counted,
  };
};
