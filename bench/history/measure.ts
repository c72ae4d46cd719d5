import { percentile } from "../lib/statistics.ts";
import { within } from "../lib/within.ts";
import type { Asker } from "./asker.ts";
import type { PageKind } from "./pages.ts";

export interface Row {
  readonly name: string;
  /** Whether one person asked, who has waited for nobody else's page. */
  readonly isAlone: boolean;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly most: number;
  /** Mean size of an answer. */
  readonly kb: number;
}

interface Wanted {
  readonly kind: PageKind;
  /** Pages of all askers together. */
  readonly count: number;
}

const timeoutMs = 60_000;

/** Each asker asks for the next page when it has the one before. Every answer is looked at, behind the clock. */
export const measure = async (
  name: string,
  askers: readonly Asker[],
  { kind, count }: Wanted,
): Promise<Row> => {
  const times: number[] = [];
  let bytes = 0;
  const read = async (asker: Asker): Promise<void> => {
    for (let page = 0; page < count / askers.length; page += 1) {
      const input = kind.next();
      const answer = await within(timeoutMs, name, asker.ask("query", "room.history", input));
      assertPage(answer.data(), input);
      times.push(answer.ms);
      bytes += answer.bytes;
    }
  };
  await Promise.all(askers.map(read));
  const sorted = times.toSorted((one, other) => one - other);
  return {
    name,
    isAlone: askers.length === 1,
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    p99: percentile(sorted, 0.99),
    most: sorted.at(-1) ?? Number.NaN,
    kb: bytes / times.length / 1000,
  };
};

interface Answer {
  readonly events: ReadonlyArray<{ readonly seq: number; readonly prev: number; readonly room: string }>;
  readonly hit?: number;
}

/** @throws {Error} if the page is not what was asked for: a contiguous part of its room, with the hit in it */
const assertPage = (data: unknown, input: Readonly<Record<string, unknown>>): void => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an answer of the measured server
  const { events, hit } = data as Answer;
  const isWhole = events.every(
    ({ prev, room }, index) => room === input["room"] && (index === 0 || prev === events[index - 1]?.seq),
  );
  const isHit =
    input["around"] === undefined || (hit === input["around"] && events.some(({ seq }) => seq === hit));
  if (!isWhole || !isHit) throw new Error(`not the page: ${JSON.stringify(input)}`);
};
