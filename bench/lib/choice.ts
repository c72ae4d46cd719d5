import { sides, type Side } from "./side.ts";

/** Sides with the keys that they have in options and results. */
export type Chosen = readonly (readonly [key: string, side: Side])[];

/** The sides of a list like `beseda,ws`, in their own order; all of them without a list. */
export const chosenSides = (list: string | undefined): Chosen => {
  const all: Chosen = Object.entries(sides);
  if (list === undefined) return all;
  const wanted = list.split(",");
  return all.filter(([key]) => wanted.includes(key));
};

/** Measures each side in each round; all take their turn in a round, so that a disturbance hits all. */
export const interleaved = async <Result>(
  chosen: Chosen,
  rounds: number,
  measure: (side: Side, round: number) => Promise<Result>,
): Promise<ReadonlyMap<string, readonly Result[]>> => {
  const results = new Map<string, Result[]>(chosen.map(([key]) => [key, []]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const [key, side] of chosen) results.get(key)?.push(await measure(side, round));
  }
  return results;
};
