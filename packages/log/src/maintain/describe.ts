import { cleanLine, type Locale } from "@beseda/protocol";
import { logTextsOf } from "../locale/texts.ts";
import type { Accepted } from "./accept-log.ts";
import type { Applied } from "./apply-redactions.ts";
import type { Imported } from "./import-log.ts";
import type { Redaction } from "./redact-log.ts";
import type { Repair } from "./repair-log.ts";
import type { Repeated } from "./repeated-texts.ts";
import type { Verification } from "./verify-log.ts";

/** The maximum number of faults listed one by one. */
const maxLines = 20;

export interface Looked {
  readonly file: string;
  /** Whether a server has the log open. */
  readonly isBusy: boolean;
}

/** Returns clean lines, whatever a log or a path contains (TXT-7). */
const linesOf = (lines: readonly string[]): string => lines.map(cleanLine).join("\n");

/** Whether a log is as it should be: without faults, and closed unless a process is writing it. */
export const isGood = ({ faultCount, isClosed }: Verification, isBusy: boolean): boolean =>
  faultCount === 0 && (isClosed || isBusy);

/** Describes what was found, as lines for a person. */
export const describeVerification = (
  found: Verification,
  { file, isBusy }: Looked,
  locale: Locale,
): string => {
  const { verification: texts } = logTextsOf(locale);
  const { log, records, bytes, rooms, runs, firstTime, lastTime, faults, faultCount, isClosed } = found;
  const lines = [`${file}: ${texts.figures(records, bytes)}`];
  if (log !== undefined) lines.push(texts.log(log, rooms, runs));
  if (firstTime !== undefined && lastTime !== undefined) lines.push(texts.times(firstTime, lastTime));
  if (found.unknown > 0) lines.push(texts.unknown(found.unknown));
  const told = faults.slice(0, maxLines);
  lines.push(...told.map(({ kind, offset, afterSeq }) => texts.faults[kind](offset, afterSeq)));
  if (faultCount > told.length) lines.push(texts.more(faultCount - told.length));
  if (isBusy) lines.push(texts.busy());
  lines.push(
    faultCount > 0 ? texts.bad(faultCount, file) : isClosed || isBusy ? texts.good() : texts.open(records),
  );
  return linesOf(lines);
};

/** Describes what was kept and what was lost, as lines for a person. */
export const describeRepair = (
  { log, kept, losses }: Repair,
  { file, output }: { readonly file: string; readonly output: string },
  locale: Locale,
): string => {
  const { repair: texts } = logTextsOf(locale);
  const lost = losses.map(({ seqs, offset, bytes }) =>
    seqs ? texts.lostRecords(seqs[0], seqs[1], bytes) : texts.lostBytes(offset, bytes),
  );
  const losing = lost.length > 0 ? lost : [texts.nothingLost()];
  const naming = losses.length > 0 ? [texts.branch(log)] : [];
  return linesOf([texts.kept(kept, output), ...losing, ...naming, texts.next(file, output)]);
};

/** The maximum number of rows listed by their numbers. */
const maxRows = 10;
/** The maximum number of records that say the same, listed by their numbers. */
const maxRepeats = 100;

/** Describes what was imported and what was left out, as lines for a person. */
export const describeImport = (
  { log, taken, left, firstLeft }: Imported,
  { file, output }: { readonly file: string; readonly output: string },
  locale: Locale,
): string => {
  const { imported: texts } = logTextsOf(locale);
  const rows = firstLeft.slice(0, maxRows).join(", ") + (left > maxRows ? " …" : "");
  const leaving = left > 0 ? [texts.left(left, rows)] : [];
  return linesOf([texts.taken(taken, output, log), ...leaving, texts.next(file, output)]);
};

/** Describes what was accepted, as a sentence. */
export const describeAccepted = (
  { kind, last, acknowledged }: Accepted,
  { file, data }: { readonly file: string; readonly data: string },
  locale: Locale,
): string => cleanLine(logTextsOf(locale).accepted[kind]({ file, data, last, acknowledged }));

/** Describes what was redacted, and what that does not reach, as lines for a person. */
export const describeRedaction = (
  { log, redacted, before }: Redaction,
  { file }: { readonly file: string },
  locale: Locale,
): string => {
  const { redaction: texts } = logTextsOf(locale);
  const gone = redacted.length > 0 ? [texts.redacted(rangesOf(redacted), file), texts.stays(log)] : [];
  const known = before.length > 0 ? [texts.before(rangesOf(before))] : [];
  return linesOf([...gone, ...known, texts.unreached()]);
};

/** Describes what a log that was written anew lacks, and what to do with it, as lines for a person. */
export const describeBranch = (
  { log, redacted, before }: Redaction,
  { file, output }: { readonly file: string; readonly output: string },
  locale: Locale,
): string => {
  const { redaction: texts } = logTextsOf(locale);
  const known = before.length > 0 ? [texts.before(rangesOf(before))] : [];
  if (redacted.length === 0) return linesOf(known);
  const gone = [texts.redacted(rangesOf(redacted), output), texts.branch(log)];
  return linesOf([...gone, ...known, texts.next(file, output), texts.unreached()]);
};

/** Describes where removed texts are still found, as lines for a person; never with a text. */
export const describeRepeated = ({ files, seqs, looked, isPartial }: Repeated, locale: Locale): string => {
  const { redaction: texts } = logTextsOf(locale);
  const more = seqs.length > maxRepeats ? " …" : "";
  const told = [
    ...files.map((name) => texts.stillIn(name)),
    ...(seqs.length > 0 ? [texts.saidElsewhere(rangesOf(seqs.slice(0, maxRepeats)) + more)] : []),
  ];
  const nothing = told.length === 0 && looked > 0 ? [texts.nowhereBeside(looked)] : [];
  return linesOf([...told, ...nothing, ...(isPartial ? [texts.partly()] : [])]);
};

/** Describes what was removed from a copy, and what it lacks, as lines for a person. */
export const describeApplied = (
  { redacted, before, last, lacking, upTo }: Applied,
  { copy, original }: { readonly copy: string; readonly original: string | undefined },
  locale: Locale,
): string => {
  const { redaction: texts } = logTextsOf(locale);
  const gone = redacted.length > 0 ? [texts.redacted(rangesOf(redacted), copy)] : [];
  const known = before.length > 0 ? [texts.before(rangesOf(before))] : [];
  const nothing = redacted.length + before.length === 0 ? [texts.nothingRedacted(copy)] : [];
  const source = original ?? "";
  const ending =
    lacking.length > 0
      ? texts.lacking({ copy, original: source, last, upTo, seqs: rangesOf(lacking) })
      : original === undefined
        ? texts.upToHere(copy, last)
        : texts.sameAs(copy, original);
  return linesOf([...gone, ...known, ...nothing, ending]);
};

/** Describes a redaction that was interrupted by a signal, as a sentence. */
export const describeInterruption = (file: string, locale: Locale): string =>
  cleanLine(logTextsOf(locale).redaction.interrupted(file));

/** Writes numbers in ascending order, and neighbours as ranges: `3, 5–9`. */
const rangesOf = (numbers: readonly number[]): string => {
  const ranges: { readonly first: number; last: number }[] = [];
  for (const number of [...new Set(numbers)].toSorted((one, other) => one - other)) {
    const range = ranges.at(-1);
    if (range?.last === number - 1) range.last = number;
    else ranges.push({ first: number, last: number });
  }
  return ranges.map(({ first, last }) => (first === last ? `${first}` : `${first}–${last}`)).join(", ");
};
