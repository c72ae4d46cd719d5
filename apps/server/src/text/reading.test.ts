import { describe } from "vitest";
import { describeReaders } from "../delivery/reader.contract.ts";
import { LinePipe } from "../testing/line-pipe.ts";
import { LineHub } from "./line-hub.ts";
import { Reading } from "./reading.ts";

describe("a reader of lines", () => {
  describeReaders({
    goOn: false,
    open: (log) => {
      const hub = new LineHub({ log, flush: () => {} });
      return {
        stop: () => hub.stop(),
        follow: ({ reader }) => {
          const port = new LinePipe(1);
          const gone = new AbortController();
          const after = log.last.seq;
          const reading = new Reading(
            {
              log,
              hub,
              port,
              reader,
              gone: gone.signal,
              concerns: () => false,
              show: ({ record }) => port.write([String(record.seq)]),
            },
            after,
          );
          void reading.run();
          return {
            begun: { after, isResumed: false, hasHistory: false },
            get seqs() {
              return port.lines.map(Number);
            },
            standStill: () => port.standStill(),
            goOn: () => port.goOn(),
            cut: () => {
              gone.abort();
              port.cut();
            },
          };
        },
      };
    },
  });
});
