import type { AnyRecord } from "@beseda/protocol";
import type { Projection } from "./projection.ts";

/** A place in a log after which another one continues. */
export interface BranchPoint {
  /** Name of the log that is continued. */
  readonly log: string;
  /** The newest record that both have. */
  readonly seq: number;
}

/** The identity of a place in a log: a name, and the run of a server in which it was seen. */
export interface Origin {
  readonly log: string;
  /** Unknown to clients of older versions. */
  readonly run?: string | undefined;
}

interface Saved {
  readonly root: string;
  readonly isUnserved: boolean;
  readonly id: string;
  readonly run: string;
  readonly lineage: readonly BranchPoint[];
  readonly ends: readonly (readonly [string, number])[];
  readonly rewritten: number | undefined;
}

/**
 * Names of a log and of the runs that wrote it, from its `server-started` records. They prove a place: a run
 * that the file knows has written the same records up to its end, even if the file was copied, cut or
 * restored since.
 */
export class Ancestry implements Projection {
  readonly name = "ancestry";
  readonly version = 2;
  /** Name of the branch being written. */
  id = "";
  /** Name given by the first record: all branches of a log share it. */
  root = "";
  /** Whether the log was imported from another program and no server has run on it yet. */
  isUnserved = false;
  /** Name of the newest run; empty if it was written by a program that names none. */
  run = "";
  /** The logs that this one continues, newest first. */
  lineage: readonly BranchPoint[] = [];
  /** The last `seq` of each finished run. */
  readonly #ends = new Map<string, number>();
  /** `seq` from which on no server wrote, but a program that wrote the log anew (`log repair`, `log redact`). */
  #rewritten: number | undefined;

  /** Whether a log of this name is this one, or one that it continues. */
  knows(log: string): boolean {
    return log === this.id || this.lineage.some((point) => point.log === log);
  }

  /** Whether later runs have written more than their own beginnings. False for an unknown run. */
  hasRecordsAfter(run: string, last: number): boolean {
    const end = this.#ends.get(run);
    if (end === undefined) return false;
    const names = [...this.#ends.keys()];
    const begun = names.length - names.indexOf(run);
    return (this.#rewritten ?? last) - end > begun;
  }

  apply(record: AnyRecord): void {
    if (record.type === "server-started") this.#begin(record);
  }

  /** Does nothing: a message changes nothing. */
  applyMessage(): void {}

  /** Begins a run, and with it perhaps another branch. */
  #begin(record: AnyRecord): void {
    if (this.run !== "") this.#ends.set(this.run, record.seq - 1);
    this.run = "run" in record && typeof record.run === "string" ? record.run : "";
    const log = "log" in record && typeof record.log === "string" ? record.log : "";
    this.isUnserved = "imported" in record && record.seq === 1;
    if (record.seq === 1) {
      this.id = log;
      this.root = log;
    }
    const continued = continuedBy(record);
    this.#rewritten = continued && this.run === "" ? record.seq : undefined;
    if (!continued) return;
    // The file itself proves that it has everything of its former branch.
    const own = this.id !== log && this.id !== continued.log ? [{ log: this.id, seq: record.seq - 1 }] : [];
    this.lineage = [continued, ...own, ...this.lineage];
    this.id = log;
  }

  /**
   * Returns the newest `seq` up to which this log, which ends at `last`, has everything that was seen under
   * these names. Undefined if the log does not know them.
   */
  endOf({ log, run }: Origin, last: number): number | undefined {
    const end = log === this.id ? last : this.lineage.find((point) => point.log === log)?.seq;
    if (end === undefined || run === undefined || run === this.run) return end;
    const runEnd = this.#ends.get(run);
    return runEnd === undefined ? undefined : Math.min(end, runEnd);
  }

  save(): Uint8Array {
    const { id, root, isUnserved, run, lineage } = this;
    const saved: Saved = {
      id,
      root,
      isUnserved,
      run,
      lineage,
      ends: [...this.#ends],
      rewritten: this.#rewritten,
    };
    return Buffer.from(JSON.stringify(saved));
  }

  load(bytes: Uint8Array): void {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the check of the checkpoint proves that this program wrote it
    const { id, root, isUnserved, run, lineage, ends, rewritten } = JSON.parse(
      Buffer.from(bytes).toString(),
    ) as Saved;
    this.id = id;
    this.root = root;
    this.isUnserved = isUnserved;
    this.run = run;
    this.lineage = lineage;
    this.#rewritten = rewritten;
    for (const [name, end] of ends) this.#ends.set(name, end);
  }
}

const continuedBy = (record: object): BranchPoint | undefined => {
  if (!("continues" in record) || typeof record.continues !== "object" || record.continues === null) {
    return undefined;
  }
  const { continues } = record;
  return "log" in continues &&
    typeof continues.log === "string" &&
    "seq" in continues &&
    typeof continues.seq === "number"
    ? { log: continues.log, seq: continues.seq }
    : undefined;
};
