import type { Honest } from "./honest.ts";

/** Everything that went wrong for the honest; the promise is that all faults are zero. */
export interface Delivered {
  readonly said: number;
  /** Messages that they saw of one another. */
  readonly deliveries: number;
  /** Acknowledged and not in the file, or elsewhere in it. */
  readonly lost: number;
  readonly duplicated: number;
  readonly reordered: number;
  /** Said, and not seen by one of them; or a hole in what a program was sent. */
  readonly gaps: number;
}

/** Compares what the honest said and saw with the messages of the file, text by `seq`. */
export const delivered = (everybody: readonly Honest[], file: ReadonlyMap<number, string>): Delivered => {
  const seqs = new Map([...file].map(([seq, text]) => [text, seq]));
  const said = new Set(everybody.flatMap((honest) => honest.said));
  const verdict = { said: said.size, deliveries: 0, lost: 0, duplicated: 0, reordered: 0, gaps: 0 };
  for (const honest of everybody) {
    for (const [text, seq] of honest.acknowledged) if (file.get(seq) !== text) verdict.lost += 1;
    const seen = honest.seen().filter((text) => said.has(text));
    const places = seen.map((text) => seqs.get(text) ?? 0);
    verdict.deliveries += seen.length;
    verdict.duplicated += seen.length - new Set(seen).size;
    verdict.reordered += places.filter(
      (place, index) => index > 0 && place < (places[index - 1] ?? 0),
    ).length;
    verdict.gaps += said.size - new Set(seen).size + honest.gaps();
  }
  const times = [...file.values()].filter((text) => said.has(text));
  verdict.duplicated += times.length - new Set(times).size;
  return verdict;
};
