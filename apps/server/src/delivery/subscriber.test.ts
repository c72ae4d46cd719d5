import { defaultLimits, type Welcome } from "@beseda/protocol";
import { describe } from "vitest";
import { hubSource } from "../../testing/hub-source.ts";
import { FramePipe } from "../../testing/frame-pipe.ts";
import { describeReaders } from "./reader.contract.ts";
import { FrameSink } from "./frame-sink.ts";
import { beginsWithHistory, readableBy, recentHistory } from "./recent.ts";
import { startOf } from "./start.ts";
import { Subscriber } from "./subscriber.ts";

describe("a reader of frames", () => {
  describeReaders({
    goOn: true,
    open: (log) => {
      const { source, stop } = hubSource(log);
      return {
        stop,
        follow: ({ reader, cursor }) => {
          const after = cursor === undefined ? {} : { after: { log: log.id, run: log.run, seq: cursor } };
          const start = startOf(log, reader, after);
          // The part of a greeting that a subscriber looks at.
          const welcome = { ...start, limits: defaultLimits } as unknown as Welcome;
          const hasHistory = beginsWithHistory(welcome);
          const pipe = new FramePipe(1);
          const subscriber = new Subscriber({ source, reader, sink: new FrameSink(log, pipe, 1) });
          const recent = hasHistory ? recentHistory(log, readableBy(reader), welcome) : undefined;
          subscriber.start({ after: welcome.seq, recent });
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
