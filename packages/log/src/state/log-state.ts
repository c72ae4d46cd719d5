import type { AnyRecord } from "@beseda/protocol";
import type { LogPosition } from "../event-log.ts";
import { separator } from "../format/format.ts";
import { Ancestry } from "./ancestry.ts";
import { OffsetIndex } from "./offset-index.ts";
import type { MessageHead, Projection } from "./projection.ts";
import { RoomIndex } from "./room-index.ts";

/** The line of a record that was proven or became durable. */
export interface ProvenLine {
  readonly check: number;
  /** Its length in the file in bytes, with the separator before it. */
  readonly length: number;
}

/** Everything derived from a log: positions and end of its lines, and the projections of its records. */
export class LogState {
  readonly rooms = new RoomIndex();
  readonly offsets = new OffsetIndex();
  readonly ancestry = new Ancestry();
  /** The projections that the log itself needs. */
  readonly own: readonly Projection[] = [this.rooms, this.ancestry];
  /** The projections of the log's user. */
  readonly projections: readonly Projection[];
  readonly #all: readonly Projection[];
  /** Whether every projection needs only the heads of messages. */
  readonly takesHeads: boolean;
  /** The version of the program that began the newest run. */
  version = "";
  seq = 0;
  time = "";
  /** The byte after the last record. */
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

  /** Name of the log, that of the branch being written. */
  get id(): string {
    return this.ancestry.id;
  }

  lastOf(room: string): number {
    return this.rooms.lastOf(room);
  }

  /** Adds the next record of the log. */
  accept(record: AnyRecord, line: ProvenLine): void {
    this.#advance(record, line);
    if (record.type === "server-started" && "version" in record && typeof record.version === "string")
      this.version = record.version;
    for (const projection of this.#all) projection.apply(record);
  }

  /** Adds the next record, a message of which the head was read. Only if all projections need no more. */
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
