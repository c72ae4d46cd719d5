import { redaction } from "./redaction-en.ts";
import type { FileChange } from "../disk/disk.ts";
import type { CutShort } from "./cut-short.ts";

/** The figures in a text about unreadable records. */
interface Unreadable {
  readonly file: string;
  readonly first: number;
  readonly last: number;
  readonly why: string | undefined;
}

/** The figures in a text about an acceptance. */
interface Acceptance {
  readonly file: string;
  readonly data: string;
  readonly last: number;
  readonly acknowledged: number;
}

const plural = new Intl.PluralRules("en");
const count = (value: number, one: string, other: string): string =>
  `${value} ${plural.select(value) === "one" ? one : other}`;

const repairHint = (file: string): string =>
  `Run “log repair ${file} --output NEW” to keep everything that can be proven, or restore a copy.`;

const changes: Readonly<Record<FileChange, (file: string) => string>> = {
  removed: (file) => `${file} was deleted under the running server.`,
  moved: (file) => `${file} was moved or renamed under the running server.`,
  replaced: (file) => `Another file was put in the place of ${file} under the running server.`,
  changed: (file) => `${file} was cut or overwritten by another program under the running server.`,
};

const outcome = (file: string, saved?: { file: string; first: number; last: number }): string => {
  const stopped = "Nothing was acknowledged after that, and the server stops.";
  if (saved === undefined) return `${stopped} Put the log or a copy of it back in its place and start again.`;
  return saved.first === 1
    ? `${stopped} The whole log, up to record ${saved.last}, is saved in ${saved.file}: move it to ${file} and start again.`
    : `${stopped} Records ${saved.first} to ${saved.last} were still in memory and are saved in ${saved.file}; ` +
        `those before are in copies of the log only. Put a copy in its place and start again.`;
};

/** The log's texts for the operator: the shape that every other language has to fill. */
export const en = {
  errors: {
    "log-full": (file: string) =>
      `The disk that holds ${file} is full: nothing was written. Free some space, then try again.`,
    "log-failed": (file: string, why: string) =>
      `Writing ${file} failed (${why}). The server has to stop; check the disk and start it again.`,
    "log-displaced": (
      file: string,
      change: FileChange,
      saved?: { readonly file: string; readonly first: number; readonly last: number },
    ) => `${changes[change](file)} ${outcome(file, saved)}`,
    "log-read-failed": (file: string, why: string) =>
      `Reading ${file} failed (${why}). Check the disk; nothing was changed.`,
    "log-closed": () => "The log is closed and takes no more records.",
    "log-damaged": (file: string, seq: number, offset: number) =>
      `${file} is damaged: record ${seq} at byte ${offset} is not what was written, and nothing after it can be trusted. ` +
      repairHint(file),
    "log-cut-short": ({ file, data, last, acknowledged }: CutShort) =>
      (last < acknowledged
        ? `${file} ends with record ${last}, but record ${acknowledged} was already acknowledged: the end of the file is lost, or it is an older copy. `
        : `${file} does not have what was acknowledged up to record ${acknowledged}: it is a copy that went on otherwise. `) +
      `Restore a copy that has it; or run “log accept ${file} --data ${data}” to go on without it: the log then gets a new name, and accounts and rooms stay.`,
    "log-absent": (file: string, data: string) =>
      `${file} is missing or empty, but ${data} belongs to a log that had acknowledged records. Restore a copy; ` +
      `or run “log accept ${file} --data ${data}” to go on without them and keep the accounts; or move ${data} away to begin anew.`,
    "log-other-data": (file: string, data: string) =>
      `${file} is another log than the one that ${data} belongs to. Give each its own folder with --data, or restore the log of this one. If the accounts are to go along with this log, run “admin adopt --data ${data}” and move ${data}/log.mark away.`,
    "data-unusable": (file: string, detail: string) =>
      `${file} cannot be used (${detail}). It is part of the server's data: move away what is in its place, and give the server's user the right to read and write it.`,
    "lock-unusable": (file: string, detail: string) =>
      `${file} cannot be used (${detail}). It is where the server locks the log: move away what is in its place; it is made anew.`,
    "log-is-data": (file: string, _detail: string) =>
      `${file} is a name that the server gives to a file of its own, which would take the place of the log. Give another path for the log; nothing was touched.`,
    "log-locked": (file: string, holder?: { pid: number; host: string; since: string }) =>
      holder === undefined
        ? `Another server is just opening this log (${file}). Stop it first.`
        : `Another server has this log open: process ${holder.pid} on ${holder.host}, since ${holder.since} (${file}). Stop it first.`,
    "log-is-directory": (file: string, _detail: string) =>
      `${file} is a directory. Give the path of a file for the log.`,
    "log-not-a-file": (file: string, _detail: string) =>
      `${file} is a device, a pipe or a socket, which no log can be kept in. Give the path of a file; nothing was touched.`,
    "log-has-names": (file: string, detail: string) =>
      `${file} has ${detail} names (hard links), so that another server might write the same file. ` +
      `Remove the others, or make a copy and give its path; nothing was touched.`,
    "log-not-writable": (file: string, detail: string) =>
      `${file} cannot be written (${detail}). Give the server's user the right to write the file and its directory.`,
    "log-no-directory": (file: string, _detail: string) =>
      `There is no directory for ${file}. Make it, or give another path.`,
    "log-not-a-log": (file: string, _detail: string) =>
      `${file} is not a log that a server of Beseda has written. Give another path; the file was not touched.`,
    "log-foreign": (file: string, _detail: string) =>
      `${file} was not written by a server of Beseda. If it is the log of another program, take it over into a new file ` +
      `with “log import ${file} --output NEW”; the file was not touched.`,
    "log-relaid": (file: string, _detail: string) =>
      `${file} was written by a server of Beseda, and laid out anew by another program since (line ends, blanks or a byte ` +
      `order mark). Bring it back with “log repair ${file} --output NEW”; the file was not touched.`,
    "log-not-importable": (file: string, _detail: string) =>
      `${file} is neither a JSON array nor one JSON object a line, in UTF-8. Convert it first; nothing was changed.`,
    "log-own": (file: string, _detail: string) =>
      `${file} is a log of Beseda already: taken over as that of another program it would lose rooms, names and sessions. ` +
      `Start the server with --log ${file}, or mend it with “log repair”; nothing was changed.`,
    "log-empty": (file: string, _detail: string) =>
      `${file} is empty: there is no log in it. Restore a copy, if there was one; a server that starts on it begins a new log.`,
    "log-newer": (file: string, detail: string) =>
      `${file} was written by a newer version (${detail}). Start that version or a later one; the file was not touched.`,
    "log-missing": (file: string, _detail: string) => `There is no file ${file}. Give the path of a log.`,
    "log-unreadable": (file: string, detail: string) =>
      `${file} cannot be read (${detail}). Give the path of a log that you may read.`,
    "log-exists": (file: string, _detail: string) =>
      `${file} exists already. Give another path for the new log.`,
    "log-no-message": (file: string, detail: string) =>
      `There is no message ${detail} in ${file}. Give the numbers of messages; nothing was changed.`,
    "log-unsalted": (file: string, detail: string) =>
      `Record ${detail} of ${file} is of an earlier version, which wrote no salt: its check would tell whether somebody guesses the text. ` +
      `Write the log anew without it: run the same command with “--output NEW”; nothing was changed.`,
    "log-unserved": (file: string, detail: string) =>
      `${file} and ${detail} do not agree: the log has to go on under a new name first. Start the server on them once, stop it, and try again; nothing was changed.`,
    "log-too-much": (file: string, _detail: string) =>
      `The texts of these messages of ${file} are too much for one run (more than 64 MB). Give fewer numbers at a time; nothing was changed.`,
    "log-no-copy": (file: string, detail: string) =>
      `${file} is not a copy of ${detail}, or has more records than it. Give the log that ${file} was made of; nothing was changed.`,
    "log-redaction-halted": (file: string, why: string) =>
      `Taking texts out of ${file} was interrupted (${why}); whatever opens the log next finishes it. Check the disk, then run the same command again.`,
    "log-redaction-strange": (file: string, _detail: string) =>
      `${file} is of a redaction that was interrupted, but not of the log beside it as it is now. ` +
      `If the log was restored from a copy, move ${file} away and redact the messages again; nothing was changed.`,
  },
  notices: {
    "torn-tail": (bytes: number, lines: number, keptAt: string) =>
      `The last write was interrupted: ${count(bytes, "byte", "bytes")} behind the last complete record ` +
      `(${count(lines, "line", "lines")}, never acknowledged) are now in ${keptAt}.`,
    "closing-mended": () => "The last write was interrupted before its first record; nothing is lost.",
    "checkpoint-unused": () => "There is no checkpoint that fits the log: it is read from the first record.",
    "checkpoint-failed": (why: string) =>
      `The checkpoint could not be saved (${why}). The log is safe; the next start will take longer.`,
    "mark-failed": (why: string) =>
      `The mark of how far the log is durable could not be written (${why}). The log is safe; the next start knows less exactly where it ends.`,
    "disk-full": (file: string) =>
      `The disk that holds ${file} is full: messages are refused, reading goes on. Free some space.`,
    "disk-has-room": (file: string) => `The disk that holds ${file} has room again: messages are taken.`,
    unreadable: ({ file, first, last, why }: Unreadable) =>
      `Records ${first} to ${last} of ${file} cannot be read back (${why ?? "they are not what was written"}). Who asks for them is told so, ` +
      `and everything else goes on. Check the disk; when the server is stopped, “log verify ${file}” says what is lost.`,
    readable: (file: string) => `All of ${file} that could not be read back can be read again.`,
    "not-saved": (file: string, why: string) =>
      `${file} is not at its place any more, and what it holds could not be saved yet (${why}). ` +
      `Make room: it is tried again, and lost if the server is ended before.`,
    "clock-behind": (time: string, file: string, data: string) =>
      `The clock is behind the last record of the log (${time}). New records get that time until the clock has caught up. ` +
      `If the clock is right now, stop the server and run “log accept ${file} --data ${data}”: the log goes on under a new name, with the right time.`,
    branch: {
      accepted: (_data: string) => "The log goes on without what was lost, as was accepted.",
      "no-data": (data: string) =>
        `${data} does not know this log. If the log was restored from a copy, stop the server and restore ${data} of the same time too: without it there are no accounts, and whoever registers a name first has it.`,
      "old-data": (data: string) =>
        `${data} is older than the log: accounts and logins that were made since are not there. If you have a newer copy of ${data}, stop the server and restore it.`,
      copied: (data: string) =>
        `The log and ${data} are copies. If they were restored, what was written after they were made is lost.`,
      "not-synced": (_data: string) =>
        "The machine stopped while the durability was “process”: the newest acknowledged records may be lost.",
    },
    goesOn: (log: string) =>
      `It goes on under the new name ${log}, so that nobody takes its new records for the old ones.`,
    "not-durable": () =>
      "Durability is “process”: acknowledged messages survive the end of the server, not a power cut.",
    "lock-of-name": (file: string) =>
      `${file} could not be locked itself (no program “flock” here, or a disk without such locks): its name is, and servers of other users ` +
      `or containers do not see that. Install util-linux, or make sure that no other server is started on it.`,
    "network-disk": (file: string) =>
      `${file} is on a network file system, where locks and syncs are not to be relied on. Move it to a local disk.`,
  },
  verification: {
    figures: (records: number, bytes: number) =>
      `${count(records, "record", "records")} in ${count(bytes, "byte", "bytes")}`,
    log: (log: string, rooms: number, runs: number) =>
      `log ${log}, ${count(rooms, "room", "rooms")}, ${count(runs, "start", "starts")} of a server`,
    times: (first: string, last: string) => `from ${first} to ${last}`,
    unknown: (records: number) =>
      `${count(records, "record is", "records are")} of a newer version: kept, and passed on as they are`,
    faults: {
      unproven: (offset: number, after: number) =>
        `byte ${offset}: not what was written (after record ${after})`,
      order: (offset: number, after: number) => `byte ${offset}: does not follow record ${after}`,
      shape: (offset: number, after: number) =>
        `byte ${offset}: a field is missing or wrong (after record ${after})`,
      array: (offset: number, after: number) =>
        `byte ${offset}: not a JSON array here (after record ${after})`,
    },
    more: (value: number) => `and ${value} more`,
    open: (records: number) =>
      `The log is not closed: the last write was interrupted, or the end of the file is lost. ${count(records, "record is", "records are")} what was written; ` +
      "what is behind them is no whole record. The next start of the server closes the log and keeps the rest beside it, or says that more had been acknowledged.",
    busy: () => "A server is writing this log: its last record may still be on its way.",
    good: () => "The log is good: every record is what was written.",
    bad: (value: number, file: string) =>
      `The log is damaged: ${count(value, "fault", "faults")}. ${repairHint(file)}`,
  },
  repair: {
    kept: (kept: number, output: string) =>
      `${count(kept, "record", "records")} could be proven and are in ${output}.`,
    nothingLost: () => "Nothing was lost: it is the same log.",
    branch: (log: string) =>
      `It goes on under the new name ${log}. Accounts and rooms stay; clients that had read what was lost load their rooms anew.`,
    lostRecords: (first: number, last: number, bytes: number) =>
      first === last
        ? `lost: record ${first} (${count(bytes, "byte", "bytes")})`
        : `lost: records ${first} to ${last} (${count(bytes, "byte", "bytes")})`,
    lostBytes: (offset: number, bytes: number) => `lost: ${count(bytes, "byte", "bytes")} at byte ${offset}`,
    next: (file: string, output: string) =>
      `The damaged file was not touched. To go on with the repaired log, move ${file} away and ${output} to its place.`,
  },
  imported: {
    taken: (taken: number, output: string, log: string) =>
      `${count(taken, "message", "messages")} are now in ${output}, a new log with the name ${log}.`,
    left: (left: number, rows: string) =>
      `Left out: ${count(left, "row", "rows")} without the texts time, client_id, sender and message (number ${rows}).`,
    next: (file: string, output: string) =>
      `${file} was not touched. Start the server with --log ${output} and a folder of its own for --data.`,
  },
  redaction,
  accepted: {
    nothing: ({ file }: Acceptance) =>
      `There is nothing to accept: ${file} has everything that is known to have been acknowledged. Nothing was changed.`,
    unknown: ({ file, data }: Acceptance) =>
      `Nothing is known of ${file} in ${data}, so there is nothing to accept, and nothing was changed. If the server named another folder, give that one with --data.`,
    gone: ({ file, acknowledged }: Acceptance) =>
      `Accepted: the next start makes ${file} anew, without the ${count(acknowledged, "record", "records")} that had been acknowledged. Accounts stay.`,
    lost: ({ file, last, acknowledged }: Acceptance) =>
      `Accepted: the next start goes on with ${file} as it is, up to record ${last}, and without what else was acknowledged up to record ${acknowledged}. Accounts and rooms stay.`,
    ahead: ({ file }: Acceptance) =>
      `Accepted: the next start goes on with ${file} under a new name, with the time of the clock.`,
  },
  lost: () => "This record was lost to damage of the log.",
};

/** The catalogue of the log's texts. A missing translation does not compile. */
export type LogTexts = typeof en;
