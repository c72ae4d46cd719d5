import { isKnown, parseRecord } from "@beseda/protocol";
import type { Disk } from "../disk/disk.ts";
import { nodeDisk } from "../disk/node-disk.ts";
import { LogRefusedError } from "../error.ts";
import { beginsLikeLog, isRelaid, strangeness } from "../open/refuse.ts";
import type { LogProgress } from "../progress.ts";
import { openToRead } from "./open-for.ts";
import { type Finding, type SoundRecord, survey } from "./survey.ts";

/** A fault at one place in a log. */
export interface Fault {
  /**
   * - `unproven`: a line that is not as it was written.
   * - `order`: `seq`, `prev` or `time` does not follow from the record before.
   * - `shape`: a record without a field that every record has, or with a wrong one.
   * - `array`: the file is not a JSON array here: a separator is missing, or something follows the closing
   *   bracket.
   */
  readonly kind: "unproven" | "order" | "shape" | "array";
  readonly offset: number;
  /** `seq` of the last good record before it. */
  readonly afterSeq: number;
}

/** The figures of a log. */
export interface Verification {
  readonly log: string | undefined;
  readonly records: number;
  readonly bytes: number;
  readonly rooms: number;
  /** Number of server starts. */
  readonly runs: number;
  readonly firstTime: string | undefined;
  readonly lastTime: string | undefined;
  readonly lastSeq: number;
  /** Number of records of a newer version that this one does not understand (LOG-12). Not a fault. */
  readonly unknown: number;
  /** Whether the array is closed. It may be open while a server writes or after it was killed. */
  readonly isClosed: boolean;
  /** Empty if the log is good. Only the first 1,000 are kept. */
  readonly faults: readonly Fault[];
  readonly faultCount: number;
}

export interface MaintainOptions {
  /** @default the disk of this machine */
  readonly disk?: Disk;
  readonly onProgress?: (progress: LogProgress) => void;
}

const maxFaults = 1000;

/**
 * Verifies every record of a log: its check, its order and its shape. Needs no lock and changes nothing.
 *
 * @throws {LogRefusedError} there is no file, nothing in it, or nothing that was ever a log
 */
export const verifyLog = async (
  path: string,
  { disk = nodeDisk(), onProgress }: MaintainOptions = {},
): Promise<Verification> => {
  const file = await openToRead(disk, path);
  try {
    const totalBytes = await file.size();
    if (totalBytes === 0) throw new LogRefusedError("log-empty", path);
    if (await isRelaid(file)) throw new LogRefusedError("log-relaid", path);
    const verifier = new Verifier(totalBytes);
    for await (const findings of survey(file)) {
      for (const finding of findings) verifier.look(finding);
      onProgress?.({ records: verifier.records, bytes: verifier.bytes, totalBytes });
    }
    if (verifier.records === 0 && !(await beginsLikeLog(file))) {
      throw new LogRefusedError(await strangeness(file), path);
    }
    return verifier.verification();
  } finally {
    await file.close();
  }
};

class Verifier {
  readonly #totalBytes: number;
  readonly #lastOf = new Map<string, number>();
  readonly #faults: Fault[] = [];
  #faultCount = 0;
  #last: SoundRecord | undefined;
  #isClosed = false;
  #log: string | undefined;
  #firstTime: string | undefined;
  #runs = 0;
  #unknown = 0;
  records = 0;
  bytes = 0;

  constructor(totalBytes: number) {
    this.#totalBytes = totalBytes;
  }

  look(finding: Finding): void {
    if (this.#isClosed) this.#tell("array", finding.offset);
    this.bytes = finding.offset + finding.length;
    if (finding.kind === "record") this.#lookAtRecord(finding);
    else if (finding.kind === "unsound") this.#tell("unproven", finding.offset);
    else if (finding.kind === "closing") this.#lookAtClosing(finding.offset);
  }

  verification(): Verification {
    return {
      log: this.#log,
      records: this.records,
      bytes: this.#totalBytes,
      rooms: this.#lastOf.size,
      runs: this.#runs,
      firstTime: this.#firstTime,
      lastTime: this.#last?.record.time,
      lastSeq: this.#last?.record.seq ?? 0,
      unknown: this.#unknown,
      isClosed: this.#isClosed,
      faults: this.#faults,
      faultCount: this.#faultCount,
    };
  }

  #lookAtRecord(finding: SoundRecord): void {
    const { record, offset } = finding;
    if (this.#last && !this.#last.isSeparated) this.#tell("array", offset);
    if (!finding.hasCheck) this.#tell("unproven", offset);
    if (!this.#isNext(record)) this.#tell("order", offset);
    if (!isKnown(record)) this.#unknown += 1;
    if (!hasShape(finding)) this.#tell("shape", offset);
    if (record.type === "server-started") {
      this.#runs += 1;
      if ("log" in record && typeof record.log === "string") this.#log = record.log;
    }
    this.#firstTime ??= record.time;
    this.#last = finding;
    this.records += 1;
  }

  #isNext(record: SoundRecord["record"]): boolean {
    const last = this.#last?.record;
    // A branch is another log: its time starts from the clock.
    const inTime = record.time >= (last?.time ?? "") || "continues" in record;
    const follows = record.seq === (last?.seq ?? 0) + 1 && inTime;
    if (!("room" in record) || typeof record.room !== "string") return follows;
    const before = this.#lastOf.get(record.room) ?? 0;
    this.#lastOf.set(record.room, record.seq);
    return follows && record.prev === before;
  }

  #lookAtClosing(offset: number): void {
    this.#isClosed = true;
    if (!this.#last || this.#last.isSeparated) this.#tell("array", offset);
  }

  #tell(kind: Fault["kind"], offset: number): void {
    this.#faultCount += 1;
    if (this.#faults.length < maxFaults) {
      this.#faults.push({ kind, offset, afterSeq: this.#last?.record.seq ?? 0 });
    }
  }
}

/** Whether a record has the fields of every record; checks what was written, not what was parsed from it. */
const hasShape = ({ record, bytes }: SoundRecord): boolean => {
  if (isKnown(record)) return true;
  try {
    parseRecord(JSON.parse(bytes.toString("utf8")));
    return true;
  } catch {
    return false;
  }
};
