import type { LogEntry } from "@beseda/log";
import type { AnyRecord } from "@beseda/protocol";
import type { Run } from "../../delivery/run.ts";
import type { Sink } from "../../delivery/sink.ts";
import type { LinePort } from "./line-port.ts";

export interface LineSinkParts {
  readonly port: Pick<LinePort, "isCongested" | "drained">;
  /** Aborted when nobody reads any longer. */
  readonly gone: AbortSignal;
  /** Queues the lines of a record. */
  readonly show: (entry: LogEntry) => void;
  /** Tells whether a record is to be shown although it is of none of the reader's rooms. */
  readonly concerns: (record: AnyRecord) => boolean;
}

/** The sink of a session in lines or JSON lines: records leave in the form that it shows. */
export class LineSink implements Sink {
  readonly kind = "lines";
  readonly concerns: (record: AnyRecord) => boolean;
  readonly #parts: LineSinkParts;

  constructor(parts: LineSinkParts) {
    this.#parts = parts;
    this.concerns = parts.concerns;
  }

  take({ entries }: Run): boolean {
    this.queue(entries);
    return !this.#parts.port.isCongested;
  }

  queue(entries: readonly LogEntry[]): void {
    for (const entry of entries) this.#parts.show(entry);
  }

  drained(): Promise<void> {
    return this.#parts.port.drained(this.#parts.gone);
  }
}
