import * as fc from "fast-check";
import { expect, test } from "vitest";
import { LogFullError } from "../src/error.ts";
import type { EventLog } from "../src/event-log.ts";
import { randomChoose, seededRandom } from "../testing/choices.ts";
import { openSimulated } from "../testing/crash.ts";
import { said } from "../testing/drafts.ts";
import { SimulatedDisk } from "../testing/simulated-disk.ts";

const rooms = ["lobby", "сад", "чай"] as const;

/** An event in the life of a log. */
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant("append"), rooms: fc.array(fc.nat(2), { maxLength: 9 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("full"), rooms: fc.array(fc.nat(2), { maxLength: 9 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom("close", "kill", "power cut"), rooms: fc.constant([]) }),
  },
);

/** A log with its expected content. */
class Modelled {
  disk = new SimulatedDisk();
  log: EventLog | undefined;
  /** Id and room of each record by `seq`, undefined for the starts. */
  readonly expected: ({ readonly id: string; readonly room: string } | undefined)[] = [];
  #ids = 0;

  async open(): Promise<EventLog> {
    this.log = await openSimulated(this.disk);
    this.expected.push(undefined);
    return this.log;
  }

  async append(places: readonly number[], capacity: number): Promise<void> {
    const log = this.log ?? (await this.open());
    const drafts = places.map((place) => ({ id: `${(this.#ids += 1)}`, room: rooms[place] ?? "lobby" }));
    this.disk.capacity = capacity;
    try {
      await log.append(drafts.map(({ id, room }) => said(`слова ${id}`, { id, room })));
      this.expected.push(...drafts);
    } catch (error) {
      if (!(error instanceof LogFullError)) throw error;
    }
    this.disk.capacity = Number.POSITIVE_INFINITY;
  }

  async end(kind: string, seed: number): Promise<void> {
    if (kind === "close") await this.log?.close();
    this.disk =
      kind === "power cut"
        ? this.disk.afterPowerCut(randomChoose(seededRandom(seed)))
        : this.disk.afterKill();
    await this.open();
  }

  used(): number {
    return this.disk.paths().reduce((sum, path) => sum + (this.disk.contentOf(path)?.length ?? 0), 0);
  }
}

/** The content of a log, as far as the model covers it. */
const found = async ({ log, expected }: Modelled): Promise<unknown> => {
  const entries = (await log?.read({ after: 0, limit: expected.length + 100 })) ?? [];
  const records = entries.map(({ record }) => {
    const of = (field: string): unknown => Object(record)[field];
    return [record.seq, of("id"), of("room"), of("prev")];
  });
  const histories = rooms.map(async (room) => {
    const history = (await log?.history({ room, messages: 5 })) ?? [];
    return { last: log?.lastOf(room), seqs: history.map(({ record }) => record.seq) };
  });
  return { records, histories: await Promise.all(histories) };
};

const modelOf = ({ expected }: Modelled): unknown => {
  const lastOf = new Map<string, number>();
  const records = expected.map((each, index) => {
    if (!each) return [index + 1, undefined, undefined, undefined];
    const prev = lastOf.get(each.room) ?? 0;
    lastOf.set(each.room, index + 1);
    return [index + 1, each.id, each.room, prev];
  });
  const histories = rooms.map((room) => {
    const seqs = expected.flatMap((each, index) => (each?.room === room ? index + 1 : []));
    return { last: seqs.at(-1) ?? 0, seqs: seqs.slice(-5) };
  });
  return { records, histories };
};

test("[LOG-1] [LOG-3] [LOG-5] whatever happens, the log is exactly what was acknowledged, in one order", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.nat(), async (steps, seed) => {
      const modelled = new Modelled();
      await modelled.open();
      for (const [index, { kind, rooms: places }] of steps.entries()) {
        const room = seededRandom(seed + index)() * 1500;
        if (kind === "append") await modelled.append(places, Number.POSITIVE_INFINITY);
        else if (kind === "full") await modelled.append(places, modelled.used() + Math.floor(room));
        else await modelled.end(kind, seed + index);
      }
      expect(await found(modelled)).toEqual(modelOf(modelled));
    }),
    { numRuns: 60 },
  );
});

test("[DEL-2] [DEL-3] followers that begin anywhere, read slowly and start anew see one order without a gap", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(40), { minLength: 1, maxLength: 6 }), fc.nat(), async (starts, seed) => {
      const log = await openSimulated(new SimulatedDisk());
      const random = seededRandom(seed);
      const last = 60;
      const follow = async (after: number): Promise<number[]> => {
        const seen: number[] = [];
        while ((seen.at(-1) ?? after) < last) {
          const stop = new AbortController();
          for await (const run of log.follow(seen.at(-1) ?? after, stop.signal)) {
            seen.push(...run.map(({ record }) => record.seq));
            if (random() < 0.3 || (seen.at(-1) ?? 0) >= last) stop.abort();
            if (random() < 0.5) await new Promise((resolve) => setImmediate(resolve));
          }
        }
        return seen;
      };
      const following = starts.map((after) => follow(after));
      while (log.last.seq < last)
        await log.append(Array.from({ length: 1 + (log.last.seq % 3) }, () => said("да")));
      for (const [index, seen] of (await Promise.all(following)).entries()) {
        const after = starts[index] ?? 0;
        const upto = log.last.seq;
        expect(seen).toEqual(Array.from({ length: seen.length }, (_, at) => after + 1 + at));
        expect(seen.at(-1)).toBeGreaterThanOrEqual(last);
        expect(seen.at(-1)).toBeLessThanOrEqual(upto);
      }
      await log.close();
    }),
    { numRuns: 30 },
  );
});
