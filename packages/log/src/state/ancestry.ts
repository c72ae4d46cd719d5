import type { AnyRecord } from "@beseda/protocol";
import type { Projection } from "./projection.ts";

/** A place of a log behind which another one goes on. */
export interface BranchPoint {
  /** Name of the log that is continued. */
  readonly log: string;
  /** The newest record that both have. */
  readonly seq: number;
}

/** What a place in a log is known by: a name, and the run of a server in which it was seen. */
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
}

/**
 * Names of a log and of the runs that wrote it, from its `server-started` records. With them a place is proven: a run
 * that the file knows has written the same records up to its end, whoever copied, cut or restored the file since.
 */
export class Ancestry implements Projection {
  readonly name = "ancestry";
  readonly version = 1;
  /** Name of the branch that is written. */
  id = "";
  /** Name that the first record gives: what all branches of a log have in common. */
  root = "";
  /** Made of the records of another program, and no server has run on it yet. */
  isUnserved = false;
  /** Name of the newest run; empty where a program wrote it that names none. */
  run = "";
  /** What the log continues, newest first. */
  lineage: readonly BranchPoint[] = [];
  /** Last `seq` of each run that is over. */
  readonly #ends = new Map<string, number>();

  /** Whether a log of this name is this one, or one that it continues. */
  knows(log: string): boolean {
    return log === this.id || this.lineage.some((point) => point.log === log);
  }

  /** Whether runs behind this one have written more than that they began. False for a run that is not known. */
  hasRecordsAfter(run: string, last: number): boolean {
    const end = this.#ends.get(run);
    if (end === undefined) return false;
    const names = [...this.#ends.keys()];
    const begun = names.length - names.indexOf(run);
    return last - end > begun;
  }

  apply(record: AnyRecord): void {
    if (record.type === "server-started") this.#begin(record);
  }

  /** A message changes nothing. */
  applyMessage(): void {}

  /** A run begins, and with it perhaps another branch. */
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
    if (!continued) return;
    // The file itself proves that it has everything of the branch it had been.
    const own = this.id !== log && this.id !== continued.log ? [{ log: this.id, seq: record.seq - 1 }] : [];
    this.lineage = [continued, ...own, ...this.lineage];
    this.id = log;
  }

  /**
   * The newest `seq` up to which everything that was seen under these names is in this log, which ends at `last`.
   * Undefined where the log does not know them.
   */
  endOf({ log, run }: Origin, last: number): number | undefined {
    const end = log === this.id ? last : this.lineage.find((point) => point.log === log)?.seq;
    if (end === undefined || run === undefined || run === this.run) return end;
    const runEnd = this.#ends.get(run);
    return runEnd === undefined ? undefined : Math.min(end, runEnd);
  }

  save(): Uint8Array {
    const { id, root, isUnserved, run, lineage } = this;
    const saved: Saved = { id, root, isUnserved, run, lineage, ends: [...this.#ends] };
    return Buffer.from(JSON.stringify(saved));
  }

  load(bytes: Uint8Array): void {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the check of the checkpoint proves that this program wrote it
    const { id, root, isUnserved, run, lineage, ends } = JSON.parse(Buffer.from(bytes).toString()) as Saved;
    this.id = id;
    this.root = root;
    this.isUnserved = isUnserved;
    this.run = run;
    this.lineage = lineage;
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
