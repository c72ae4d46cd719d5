import type { ChatRecord, RecordDraft, UnknownRecord } from "@beseda/protocol";
import { type DiskFile, writeWhole } from "../disk/disk.ts";
import { closing, opening } from "../format/format.ts";
import { LineWriter } from "../format/line-writer.ts";
import type { Finding, SoundRecord } from "./survey.ts";

/** What is not in the repaired log. */
export interface Loss {
  /**
   * First and last `seq` of the records that are missing; undefined where the numbers show no gap: for bytes between
   * two neighbours, and for what follows the last proven record.
   */
  readonly seqs: readonly [first: number, last: number] | undefined;
  /** Byte of the damaged file where the lost part begins. */
  readonly offset: number;
  readonly bytes: number;
}

export interface RebuildOptions {
  /** What the new log begins with, if its first record is lost, and what it is named by. */
  readonly first: RecordDraft;
  /** What stands in the place of a lost record, for people. */
  readonly lostMessage: string;
}

type AnyRecord = ChatRecord | UnknownRecord;

const flushBytes = 1024 * 1024;

/** A log that is written anew from the sound records of another. */
export class RebuiltLog {
  readonly #file: DiskFile;
  readonly #first: RecordDraft;
  readonly #lostMessage: string;
  readonly #writer = new LineWriter();
  readonly #lastOf = new Map<string, number>();
  readonly #losses: Loss[] = [];
  #check = 0;
  #pendingBytes = 0;
  /** Byte of the new file behind its last record. */
  #end = 0;
  #time = "";
  /** Something that could not be proven lies behind `readBytes`. */
  #isBroken = false;
  seq = 0;
  kept = 0;
  /** Byte of the damaged file behind the last sound record. */
  readBytes = opening.length;

  constructor(file: DiskFile, { first, lostMessage }: RebuildOptions) {
    this.#file = file;
    this.#first = first;
    this.#lostMessage = lostMessage;
  }

  async take(finding: Finding): Promise<void> {
    if (finding.kind === "closing") return;
    if (finding.kind !== "record") {
      this.#isBroken = true;
      return;
    }
    this.#fillUpTo(finding);
    this.#put(finding.record.seq === 1 ? { ...finding.record, ...this.#name() } : finding.record);
    this.kept += 1;
    this.readBytes = finding.offset + finding.length;
    if (this.#pendingBytes >= flushBytes) await this.#flush(false);
  }

  /** Closes the array, and makes it durable. */
  async finish(totalBytes: number): Promise<readonly Loss[]> {
    if (this.#isBroken) this.#lose(undefined, totalBytes);
    await this.#flush(true);
    return this.#losses;
  }

  /** Puts something in the place of every record that is missing before this one. */
  #fillUpTo({ record, offset }: SoundRecord): void {
    const first = this.seq + 1;
    if (record.seq > first) this.#lose([first, record.seq - 1], offset);
    else if (this.#isBroken) this.#lose(undefined, offset);
    if (this.#time === "") this.#time = record.time;
    while (this.seq + 1 < record.seq) this.#put(this.#standIn(this.seq + 1));
  }

  #lose(seqs: Loss["seqs"], upto: number): void {
    this.#losses.push({ seqs, offset: this.readBytes, bytes: upto - this.readBytes });
    this.#isBroken = false;
  }

  #standIn(seq: number): AnyRecord {
    const place = { seq, time: this.#time };
    if (seq > 1) {
      return { ...place, type: "lost", client_id: "server", sender: "server", message: this.#lostMessage };
    }
    return { ...place, ...this.#first };
  }

  /** What names the new log in its first record. */
  #name(): object {
    return "log" in this.#first ? { log: this.#first.log } : {};
  }

  #put(record: AnyRecord): void {
    const chained = this.#chained(record);
    const line = this.#writer.add(JSON.stringify(chained), this.#check);
    this.#check = line.check;
    this.#pendingBytes += line.length;
    this.seq = record.seq;
    this.#time = record.time;
  }

  /** The record with the `prev` that it has among what is left. */
  #chained(record: AnyRecord): AnyRecord {
    if (!("room" in record) || typeof record.room !== "string") return record;
    const prev = this.#lastOf.get(record.room) ?? 0;
    this.#lastOf.set(record.room, record.seq);
    return { ...record, prev };
  }

  async #flush(sync: boolean): Promise<void> {
    const chunks: Uint8Array[] = [...this.#writer.take().chunks];
    // The opening bracket is as long as the separator that it stands in place of.
    if (this.#end === 0) chunks.unshift(opening, (chunks.shift() ?? opening).subarray(opening.length));
    await writeWhole(this.#file, chunks, { position: this.#end, sync });
    this.#end += chunks.reduce((sum, { length }) => sum + length, 0) - closing.length;
    this.#pendingBytes = 0;
  }
}
