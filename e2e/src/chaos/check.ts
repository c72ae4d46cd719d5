import type { ChatRecord } from "@beseda/protocol";
import type { Participant, Seen } from "./people.ts";

/** Everything that went wrong; the promise is that all is zero. */
export interface Verdict {
  /** Acknowledged, but not in the log at the `seq` of the acknowledgement. */
  readonly lost: number;
  /** Said once and in the log twice, or seen twice. */
  readonly duplicated: number;
  /** Seen in another order than the log's. */
  readonly reordered: number;
  /** Missing between the first and the last that somebody should have seen. */
  readonly gaps: number;
  /** In the log or seen, but never said. */
  readonly unexpected: number;
  /** Messages that were seen and checked, over all participants. */
  readonly deliveries: number;
}

const duplicatesIn = (values: readonly (string | number)[]): number => values.length - new Set(values).size;

const disorderIn = (seen: readonly Seen[]): number =>
  seen.filter(({ seq }, index) => index > 0 && seq < (seen[index - 1]?.seq ?? 0)).length;

/** Compares what everybody said, was sent and saw with the log. */
export const check = (records: readonly ChatRecord[], people: readonly Participant[]): Verdict => {
  const messages = records.filter((record) => record.type === "message");
  const byText = new Map(messages.map(({ seq, message }) => [message, seq]));
  const attempted = new Set(people.flatMap((person) => [...person.attempted]));
  const verdict = {
    lost: 0,
    duplicated: duplicatesIn(messages.map(({ message }) => message)),
    reordered: 0,
    gaps: 0,
    unexpected: messages.filter(({ message }) => !attempted.has(message)).length,
    deliveries: 0,
  };
  for (const person of people) {
    for (const [text, seq] of person.acknowledged) if (byText.get(text) !== seq) verdict.lost += 1;
    const seen = person.seen();
    const seqs = new Set(seen.map(({ seq }) => seq));
    const first = seen[0]?.seq ?? Number.POSITIVE_INFINITY;
    verdict.duplicated += duplicatesIn(seen.map(({ seq }) => seq));
    verdict.reordered += disorderIn(seen);
    verdict.gaps += messages.filter(({ seq }) => seq >= first && !seqs.has(seq)).length;
    verdict.unexpected += seen.filter(({ seq, text }) => byText.get(text) !== seq).length;
    verdict.deliveries += seen.length;
  }
  return verdict;
};
