import { defaultLimits, type Welcome } from "@beseda/protocol";
import { describe } from "vitest";
import type { Outlet } from "./outlet.ts";
import { PullDelivery } from "./pull-delivery.ts";
import { describeReaders } from "./reader.contract.ts";
import { beginsWithHistory, readableBy } from "./recent.ts";
import { startOf } from "./start.ts";

/** A connection that takes nothing more while it is stalled. */
class Gate implements Outlet {
  isCongested = false;
  #wake = Promise.withResolvers<void>();

  async drained(): Promise<void> {
    while (this.isCongested) await this.#wake.promise;
  }

  goOn(): void {
    this.isCongested = false;
    this.#wake.resolve();
    this.#wake = Promise.withResolvers<void>();
  }

  enqueue(): void {}
  adopt(): void {}
  deliver(): boolean {
    return true;
  }
}

describe("a reader that pulls", () => {
  describeReaders({
    goOn: true,
    open: (log) => {
      const delivery = new PullDelivery(log);
      return {
        stop: () => {},
        follow: ({ reader, cursor }) => {
          const after = cursor === undefined ? {} : { after: { log: log.id, run: log.run, seq: cursor } };
          const start = startOf(log, reader, after);
          // The part of a greeting that a delivery looks at.
          const welcome = {
            ...start,
            log: log.id,
            run: log.run,
            limits: defaultLimits,
          } as unknown as Welcome;
          const hasHistory = beginsWithHistory(welcome);
          const gone = new AbortController();
          const seqs: number[] = [];
          const gate = new Gate();
          const items = delivery.follow({
            reader,
            outlet: gate,
            welcome,
            readable: hasHistory ? readableBy(reader) : undefined,
            signal: gone.signal,
            takePlace: () => () => {},
          });
          const pull = async (): Promise<void> => {
            for await (const [, item] of items) {
              await gate.drained();
              if (gone.signal.aborted) return;
              if ("events" in item) seqs.push(...item.events.map(({ seq }) => seq));
            }
          };
          void pull();
          return {
            begun: {
              after: start.seq,
              isResumed: start.resumed,
              asked: cursor === undefined ? undefined : { cursor, end: log.last.seq },
              hasHistory,
            },
            seqs,
            standStill: () => {
              gate.isCongested = true;
            },
            goOn: () => gate.goOn(),
            cut: () => {
              gone.abort();
              gate.goOn();
            },
          };
        },
      };
    },
  });
});
