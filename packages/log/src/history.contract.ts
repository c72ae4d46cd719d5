import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { EventLog, LogEntry } from "./event-log.ts";
import { said, topicSet } from "../testing/drafts.ts";

const seqs = (entries: readonly LogEntry[]): number[] => entries.map(({ record }) => record.seq);

/** The tests of pages from a place on and of times, which every `EventLog` must pass. */
export const historyContract = (opened: () => Promise<EventLog>): void => {
  test("[HIST-1] a page behind a place holds as many messages as were asked for, oldest first", async () => {
    const log = await opened();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom("said", "elsewhere", "topic", "topic"), { maxLength: 200 }),
        fc.integer({ min: 1, max: 60 }),
        fc.nat(250),
        async (kinds, wanted, back) => {
          await log.append(
            kinds.map((kind, index) =>
              kind === "topic"
                ? topicSet(`${index}`)
                : said(`${index}`, { room: kind === "said" ? "lobby" : "сад" }),
            ),
          );
          const after = Math.max(1, log.last.seq - back);
          const page = await log.history({ room: "lobby", after, messages: wanted });
          const all = await log.read({ after, limit: 1e6, rooms: new Set(["lobby"]) });
          const places = all.flatMap(({ record }, place) => (record.type === "message" ? [place] : []));
          expect(seqs(page)).toEqual(seqs(all.slice(0, (places[wanted - 1] ?? all.length) + 1)));
        },
      ),
      { numRuns: 20 },
    );
    await log.close();
  });

  test("[HIST-1] a page behind a place is bounded as one before it", async () => {
    const log = await opened();
    await log.append(Array.from({ length: 1200 }, (_, index) => topicSet(`${index}`)));
    expect(await log.history({ room: "lobby", after: 0, messages: 50 })).toHaveLength(1000);
    expect(seqs(await log.history({ room: "lobby", after: 7, messages: 50, bytes: 1 }))).toEqual([8]);
    expect(await log.history({ room: "lobby", after: log.last.seq, messages: 50 })).toEqual([]);
    expect(await log.history({ room: "пусто", after: 0, messages: 50 })).toEqual([]);
    await log.close();
  });
};
