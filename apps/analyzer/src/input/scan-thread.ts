import { parentPort } from "node:worker_threads";
import { Clock } from "../rows/clock.ts";
import type { Batch } from "./batch.ts";
import { ChunkScanner } from "./chunk-scanner.ts";
import { clearRows, columnsOver, newColumns, type Columns } from "./columns.ts";
import type { DamageReason, FilePosition } from "./damage.ts";
import { PartReader } from "./part-reader.ts";
import type { ScanAnswer, ScanOrder, ScannedPart, ScanSettings, SentBatch } from "./scan-job.ts";

/** Scans parts of a file as they are ordered, and sends what is in them. */
class ScanThread {
  readonly #reader: PartReader;
  readonly #scanner: ChunkScanner;
  #buffers: SharedArrayBuffer[] = [];
  #batches: SentBatch[] = [];
  #damage: Array<{ place: FilePosition; reason: DamageReason }> = [];
  /** Which strings were sent, and how many. */
  #edition = 0;
  #sent = 0;

  constructor(reader: PartReader, { phrases, filter, zone }: ScanSettings) {
    const clock = new Clock(zone);
    this.#reader = reader;
    this.#scanner = new ChunkScanner(
      {
        batch: (batch) => this.#keep(batch),
        damage: (place, reason) => this.#damage.push({ place, reason }),
      },
      { phrases, filter, local: (wall) => clock.time(wall) },
    );
  }

  answer(order: ScanOrder): ScanAnswer {
    if (order === "finish") return { texts: this.#scanner.textCounts() };
    this.#buffers.push(...order.buffers);
    const part = this.#reader.read(order.start, order.end);
    if (part) {
      this.#scanner.restart({ line: 1, byte: part.begin });
      this.#scanner.push(part.bytes, part.length);
    }
    return this.#take(order.index, part === undefined || this.#scanner.isOpen);
  }

  #keep({ rows, columns, strings, imports, files, changes, mentions }: Batch): Columns {
    const { texts, edition } = strings;
    const added = texts.slice(edition === this.#edition ? this.#sent : 0);
    this.#edition = edition;
    this.#sent = texts.length;
    this.#batches.push({ rows, buffer: columns.buffer, added, edition, imports, files, changes, mentions });
    const buffer = this.#buffers.pop();
    if (!buffer) return newColumns();
    const next = columnsOver(buffer);
    clearRows(next, 0, next.seq.length);
    return next;
  }

  #take(index: number, isOpen: boolean): ScannedPart {
    const scanner = this.#scanner;
    const batches = this.#batches;
    const damage = this.#damage;
    this.#batches = [];
    this.#damage = [];
    const lines = scanner.end.line - 1;
    return { index, batches, damage, lines, records: scanner.records, settled: scanner.settled, isOpen };
  }
}

const port = parentPort;
if (!port) throw new Error("This module runs as a thread.");
port.once("message", (settings: ScanSettings) => {
  const thread = new ScanThread(new PartReader(settings.file), settings);
  port.on("message", (order: ScanOrder) => {
    port.postMessage(thread.answer(order));
  });
});
