import { type Contestant, draftOf } from "./contestant.ts";
import { type Figures, measure } from "./measure.ts";

const atOnce = 1000;

/** The cost of an append in a log that has so many records already. */
export interface Stage {
  readonly records: number;
  readonly one: Figures;
  readonly many: Figures;
}

/** Fills a log up to each size, and measures there. */
export const growth = async (
  contestant: Contestant,
  sizes: readonly number[],
  ms: number,
): Promise<readonly Stage[]> => {
  const stages: Stage[] = [];
  let held = 0;
  for (const size of sizes) {
    await fill(contestant, held, size);
    const one = await measure(contestant, { senders: 1, ms });
    const many = await measure(contestant, { senders: 256, ms });
    stages.push({ records: size, one, many });
    held = size + Math.round(((one.perSecond + many.perSecond) * ms) / 1000);
  }
  return stages;
};

const fill = async (contestant: Contestant, from: number, upto: number): Promise<void> => {
  for (let at = from; at < upto; at += atOnce) {
    const count = Math.min(atOnce, upto - at);
    await Promise.all(Array.from({ length: count }, (_, place) => contestant.append(draftOf(at + place))));
  }
};
