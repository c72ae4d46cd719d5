import type { ChatRecord, RecordDraft, UnknownRecord } from "@beseda/protocol";
import { type DiskFile, writeWhole } from "../disk/disk.ts";
import { closing, opening } from "../format/format.ts";
import { LineWriter } from "../format/line-writer.ts";
import { Ancestry } from "../state/ancestry.ts";
import type { Finding, SoundRecord } from "./survey.ts";

/** A part that the repaired log lacks. */
export interface Loss {
  /**
   * First and last `seq` of the missing records; undefined where the numbers show no gap: for bytes between
   * two neighbours, and for bytes after the last proven record.
   */
  readonly seqs: readonly [first: number, last: number] | undefined;
  /** Byte of the damaged file where the lost part begins. */
  readonly offset: number;
  readonly bytes: number;
}

export interface RebuildOptions {
  /** The record that begins a branch, and also the log if its first record is lost. */
  readonly start: (logId: string) => RecordDraft;
  /** Makes the name of a branch. */
  readonly createId: () => string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Name of the log if its first record is lost and another record gives the name. */
  readonly firstName?: string | undefined;
  /** The text that replaces a lost record, for people. */
  readonly lostMessage: string;
}

type AnyRecord = ChatRecord | UnknownRecord;

const flushBytes = 1024 * 1024;

/** A new log made of the sound records of another. */
export class RebuiltLog {
  readonly #file: DiskFile;
  readonly #options: RebuildOptions;
  readonly #writer = new LineWriter();
  readonly #lastOf = new Map<string, number>();
  readonly #losses: Loss[] = [];
  readonly #ancestry = new Ancestry();
  #check = 0;
  #pendingBytes = 0;
  /** The byte after the last record in the new file. */
  #end = 0;
  #time = "";
  /** The newest record before the first loss. */
  #wholeUpTo: number | undefined;
  /** Whether unproven bytes follow `readBytes`. */
  #isBroken = false;
  seq = 0;
  kept = 0;
  /** The byte after the last sound record in the damaged file. */
  readBytes = opening.length;

  constructor(file: DiskFile, options: RebuildOptions) {
    this.#file = file;
    this.#options = options;
  }

  /** Current name of the log. */
  get log(): string {
    return this.#ancestry.id;
  }

  /** Takes what comes next in the log; in the place of a record another, which begins a branch (LOG-21). */
  async take(finding: Finding, instead?: AnyRecord): Promise<void> {
    // An unfinished record at the end was never acknowledged: nothing is lost with it.
    if (finding.kind !== "record") {
      this.#isBroken ||= finding.kind === "unsound";
      return;
    }
    this.#fillUpTo(finding);
    if (instead) this.#wholeUpTo ??= this.seq;
    this.#put(instead ?? finding.record);
    this.kept += 1;
    this.readBytes = finding.offset + finding.length;
    if (this.#pendingBytes >= flushBytes) await this.#flush(false);
  }

  /**
   * Closes the array and makes it durable. If something was lost or replaced, the log continues as a branch
   * (LOG-11), with these records behind its first.
   */
  async finish(totalBytes: number, following: readonly RecordDraft[] = []): Promise<readonly Loss[]> {
    if (this.#isBroken) this.#lose(undefined, totalBytes);
    if (this.#wholeUpTo !== undefined) this.#put(this.#branch());
    for (const draft of following) this.#put({ seq: this.seq + 1, time: this.#time, ...draft });
    await this.#flush(true);
    return this.#losses;
  }

  /** Adds a replacement for every record missing before this one. */
  #fillUpTo({ record, offset }: SoundRecord): void {
    const first = this.seq + 1;
    if (record.seq > first) this.#lose([first, record.seq - 1], offset);
    else if (this.#isBroken) this.#lose(undefined, offset);
    if (this.#time === "") this.#time = record.time;
    while (this.seq + 1 < record.seq) this.#put(this.#standIn(this.seq + 1));
  }

  #lose(seqs: Loss["seqs"], upto: number): void {
    this.#wholeUpTo ??= this.seq;
    this.#losses.push({ seqs, offset: this.readBytes, bytes: upto - this.readBytes });
    this.#isBroken = false;
  }

  #standIn(seq: number): AnyRecord {
    const place = { seq, time: this.#time };
    if (seq > 1) {
      const { lostMessage } = this.#options;
      return { ...place, type: "lost", client_id: "server", sender: "server", message: lostMessage };
    }
    return { ...place, ...this.#options.start(this.#options.firstName ?? this.#options.createId()) };
  }

  #branch(): AnyRecord {
    const { start, createId, clock } = this.#options;
    const time = new Date(Math.max(clock(), Date.parse(this.#time))).toISOString();
    const continues = { log: this.log, seq: this.#wholeUpTo ?? this.seq };
    return { seq: this.seq + 1, time, ...start(createId()), continues };
  }

  #put(record: AnyRecord): void {
    const chained = this.#chained(record);
    const line = this.#writer.add(JSON.stringify(chained), this.#check);
    this.#check = line.check;
    this.#pendingBytes += line.length;
    this.#ancestry.apply(record);
    this.seq = record.seq;
    this.#time = record.time;
  }

  /** The record with its `prev` among the remaining records. */
  #chained(record: AnyRecord): AnyRecord {
    if (!("room" in record) || typeof record.room !== "string") return record;
    const prev = this.#lastOf.get(record.room) ?? 0;
    this.#lastOf.set(record.room, record.seq);
    return { ...record, prev };
  }

  async #flush(sync: boolean): Promise<void> {
    const chunks: Uint8Array[] = [...this.#writer.take().chunks];
    // The opening bracket is as long as the separator that it replaces.
    if (this.#end === 0) chunks.unshift(opening, (chunks.shift() ?? opening).subarray(opening.length));
    await writeWhole(this.#file, chunks, { position: this.#end, sync });
    this.#end += chunks.reduce((sum, { length }) => sum + length, 0) - closing.length;
    this.#pendingBytes = 0;
  }
}
