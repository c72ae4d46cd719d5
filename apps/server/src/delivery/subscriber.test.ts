import { defaultLimits, type Welcome } from "@beseda/protocol";
import { describe } from "vitest";
import { FramePipe } from "../testing/frame-pipe.ts";
import { Hub } from "./hub.ts";
import { describeReaders } from "./reader.contract.ts";
import { beginsWithHistory, readableBy } from "./recent.ts";
import { startOf } from "./start.ts";
import { Subscriber } from "./subscriber.ts";

describe("a reader of frames", () => {
  describeReaders({
    goOn: true,
    open: (log) => {
      const failures: unknown[] = [];
      const hub = new Hub({ log, onError: (error) => failures.push(error), flush: () => {} });
      return {
        stop: () => {
          hub.stop();
          if (failures.length > 0) throw failures[0];
        },
        follow: ({ reader, cursor }) => {
          const after = cursor === undefined ? {} : { after: { log: log.id, run: log.run, seq: cursor } };
          const start = startOf(log, reader, after);
          // What a subscriber looks at in a greeting.
          const welcome = { ...start, limits: defaultLimits } as unknown as Welcome;
          const hasHistory = beginsWithHistory(welcome);
          const pipe = new FramePipe(1);
          const subscriber = new Subscriber({ source: { log, hub }, reader, outlet: pipe, onStop: () => {} });
          subscriber.start(1, { welcome, readable: hasHistory ? readableBy(reader) : undefined });
          return {
            begun: {
              after: start.seq,
              isResumed: start.resumed,
              asked: cursor === undefined ? undefined : { cursor, end: log.last.seq },
              hasHistory,
            },
            get seqs() {
              return pipe.records.map(({ seq }) => seq);
            },
            standStill: () => pipe.standStill(),
            goOn: () => pipe.goOn(),
            cut: () => {
              subscriber.stop();
              pipe.cut();
            },
          };
        },
      };
    },
  });
});
