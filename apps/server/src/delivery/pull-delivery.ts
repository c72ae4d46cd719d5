import type { LogReader, LogEntry } from "@beseda/log";
import { formatCursor, formatWelcomeId } from "@beseda/protocol";
import { tracked, type TrackedEnvelope } from "@trpc/server";
import type { Delivery, FollowItem, FollowRequest } from "./delivery.ts";
import { Following } from "./following.ts";
import { recentHistory } from "./recent.ts";
import { asReadBy } from "./withheld.ts";

/**
 * Each reader pulls for itself: greeting, catch-up, then each run of records as it becomes durable. With one
 * loop and one encoding per reader it is the simplest implementation: the baseline of the benchmarks, and the
 * fallback.
 */
export class PullDelivery implements Delivery {
  readonly #log: LogReader;

  constructor(log: LogReader) {
    this.#log = log;
  }

  async *follow({
    reader,
    outlet,
    welcome,
    readable,
    signal,
    takePlace,
  }: FollowRequest): AsyncGenerator<TrackedEnvelope<FollowItem>, void, undefined> {
    const giveBack = takePlace();
    try {
      const following = new Following(reader, welcome.seq);
      yield tracked(formatWelcomeId(welcome, readable ? "history" : "records"), { welcome });
      if (readable) {
        for await (const entries of recentHistory(this.#log, readable, welcome)) {
          await outlet.drained(signal);
          if (signal.aborted) return;
          if (entries.length > 0) yield this.#item(asReadBy(reader, entries));
        }
      }
      for await (const run of this.#log.follow(welcome.seq, signal)) {
        const entries = run.filter(({ record }) => following.follows(record));
        if (entries.length === 0) continue;
        await outlet.drained(signal);
        if (signal.aborted) return;
        yield this.#item(asReadBy(reader, entries));
      }
    } finally {
      giveBack();
    }
  }

  encode(message: unknown): string {
    return JSON.stringify(message);
  }

  #item(entries: readonly LogEntry[]): TrackedEnvelope<FollowItem> {
    const seq = entries.at(-1)?.seq ?? 0;
    const { id: log, run } = this.#log;
    return tracked(formatCursor({ log, run, seq }), { events: entries.map(({ record }) => record) });
  }
}
