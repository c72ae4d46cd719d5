/** Texts that a copy still has. */
interface Lacking {
  readonly copy: string;
  readonly original: string;
  /** `seq` of the last record of the copy, and of the last one that it needs. */
  readonly last: number;
  readonly upTo: number;
  readonly seqs: string;
}

/** Texts about redactions (LOG-18). */
export const redaction = {
  redacted: (seqs: string, file: string) => `The text of these records is not in ${file} any more: ${seqs}.`,
  before: (seqs: string) => `Said nothing any more before: ${seqs}.`,
  stays: (log: string) => `The log keeps its name ${log}, and every length, offset and check.`,
  branch: (log: string) =>
    `From the first of them on each check is another, so the log goes on in the new file under the name ${log}; numbers, accounts and rooms stay, clients load their rooms anew.`,
  next: (file: string, output: string) =>
    `${file} still has the texts. Now put ${output} in its place (mv ${output} ${file}), start the server, and delete every other copy.`,
  stillIn: (name: string) =>
    `${name} still has it: delete it; from a copy of this log “log redact … --apply” takes it out.`,
  saidElsewhere: (seqs: string) =>
    `Other records of the log say it too: ${seqs}. If it is to go from there, run the same command with their numbers.`,
  nowhereBeside: (looked: number) =>
    `It was found nowhere else: not in the log, and not beside it and in its data (files looked at: ${looked}).`,
  partly: () => "Texts of fewer than 8 letters, and more than 50 of them, were not looked for elsewhere.",
  nothingRedacted: (copy: string) => `${copy} has no record of a text that was taken out.`,
  upToHere: (copy: string, last: number) =>
    `${copy} ends at record ${last}: texts that were taken out of the log later are still in it. ` +
    `Name the log before --apply to learn which.`,
  sameAs: (copy: string, original: string) =>
    `${copy} has no text any more that was taken out of ${original}.`,
  lacking: ({ copy, original, last, upTo, seqs }: Lacking) =>
    `${copy} ends at record ${last} and still has texts that were taken out of ${original} later: ${seqs}. ` +
    `Bring it up to record ${upTo} and run the same command again, or delete it.`,
  interrupted: (file: string) =>
    `Interrupted: the texts in ${file} are all there, or whatever opens the log next takes all of them out. Run the same command again.`,
  unreached: () =>
    "Not reached: backups and other copies of the log, what “log repair” and servers have put beside it (“.torn-…”, “.saved-…”), " +
    "exports and reports, what clients keep until they connect again, and what terminals have shown.",
};
