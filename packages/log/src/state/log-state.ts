import type { AnyRecord } from "@beseda/protocol";
import type { LogPosition } from "../event-log.ts";
import { separator } from "../format/format.ts";
import { Ancestry } from "./ancestry.ts";
import { OffsetIndex } from "./offset-index.ts";
import type { MessageHead, Projection } from "./projection.ts";
import { RoomIndex } from "./room-index.ts";

/** The line of a record that was proven, or has become durable. */
export interface ProvenLine {
  readonly check: number;
  /** Bytes that it takes in the file, with the separator before it. */
  readonly length: number;
}

/** Everything that is derived from a log: where its lines are and end, and what is folded from its records. */
export class LogState {
  readonly rooms = new RoomIndex();
  readonly offsets = new OffsetIndex();
  readonly ancestry = new Ancestry();
  /** Those that the log needs itself. */
  readonly own: readonly Projection[] = [this.rooms, this.ancestry];
  /** Those of its user. */
  readonly projections: readonly Projection[];
  readonly #all: readonly Projection[];
  /** Whether every projection makes do with the heads of messages. */
  readonly takesHeads: boolean;
  /** Version of the program that began the newest run. */
  version = "";
  seq = 0;
  time = "";
  /** Byte behind the last record. */
  end = 0;
  /** Check of the last record. */
  check = 0;
  /** CRC-32 of the bytes of the file up to `end`. */
  fileCheck = 0;

  constructor(projections: readonly Projection[]) {
    this.projections = projections;
    this.#all = [...this.own, ...projections];
    this.takesHeads = this.#all.every((projection) => "applyMessage" in projection);
  }

  /** Name of the log: of the branch that is written. */
  get id(): string {
    return this.ancestry.id;
  }

  lastOf(room: string): number {
    return this.rooms.lastOf(room);
  }

  /** The next record of the log. */
  accept(record: AnyRecord, line: ProvenLine): void {
    this.#advance(record, line);
    if (record.type === "server-started" && "version" in record && typeof record.version === "string")
      this.version = record.version;
    for (const projection of this.#all) projection.apply(record);
  }

  /** The next record, a message of which the head was read. Only with projections that all make do with it. */
  acceptMessage(message: MessageHead, line: ProvenLine): void {
    this.#advance(message, line);
    for (const projection of this.#all) projection.applyMessage?.(message);
  }

  #advance({ seq, time }: LogPosition, line: ProvenLine): void {
    this.offsets.add(seq, this.end + separator.length, this.check);
    this.end += line.length;
    this.check = line.check;
    this.seq = seq;
    this.time = time;
  }
}
