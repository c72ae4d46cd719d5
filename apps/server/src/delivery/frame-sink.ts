import type { LogEntry, LogReader } from "@beseda/log";
import { recordsFrame, type WireId } from "./frame.ts";
import type { Outlet } from "./outlet.ts";
import type { Run } from "./run.ts";
import type { Sink } from "./sink.ts";

/** A tRPC subscription: records leave in frames, which all subscriptions with the same number share. */
export class FrameSink implements Sink {
  /** The number of the subscription. */
  readonly kind: WireId;
  readonly #log: Pick<LogReader, "id" | "run">;
  readonly #outlet: Outlet;

  constructor(log: Pick<LogReader, "id" | "run">, outlet: Outlet, wireId: WireId) {
    this.#log = log;
    this.#outlet = outlet;
    this.kind = wireId;
  }

  take(run: Run): boolean {
    const frame = run.frame(this.kind);
    if (run.isAlone) return this.#outlet.deliver(frame);
    this.#outlet.enqueue(frame);
    return !this.#outlet.isCongested;
  }

  queue(entries: readonly LogEntry[]): void {
    this.#outlet.enqueue(recordsFrame(this.#log, entries, this.kind));
  }

  drained(): Promise<void> {
    return this.#outlet.drained();
  }
}
