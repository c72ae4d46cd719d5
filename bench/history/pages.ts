import { Random } from "../analyze/random.ts";
import type { Asker } from "./asker.ts";

/** A kind of page: where it is. */
export interface PageKind {
  readonly name: string;
  /** Whether it is also asked for by several people at once. */
  readonly isForCrowd: boolean;
  /** Returns the input of the next page. */
  readonly next: () => Readonly<Record<string, unknown>>;
}

/** What a room has. */
export interface KnownRoom {
  readonly room: string;
  /** `seq`s of some of its records, all over it. */
  readonly seqs: readonly number[];
}

interface Facts {
  readonly records: number;
  readonly hotSeq: number;
  readonly rooms: readonly KnownRoom[];
}

interface Page {
  readonly events: ReadonlyArray<{ readonly seq: number }>;
}

const placesOfRoom = 200;
/** When the generator's town begins to talk, and how long its million records take. */
const began = Date.UTC(2026, 0, 5, 8);

/** Returns places in each room that the asker is in: records at random times. */
export const roomsOf = async (asker: Asker | undefined): Promise<readonly KnownRoom[]> => {
  if (!asker) return [];
  const random = new Random(7);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an answer of the measured server
  const listed = (await asker.ask("query", "room.list", {})).data() as ReadonlyArray<{
    readonly room: string;
    readonly last: number;
  }>;
  const known: KnownRoom[] = [];
  for (const { room, last } of listed) {
    const seqs: number[] = [];
    for (let place = 0; place < placesOfRoom; place += 1) {
      const before = 1 + random.below(last);
      const answer = await asker.ask("query", "room.history", { room, before, limit: 1 });
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an answer of the measured server
      seqs.push(...(answer.data() as Page).events.map(({ seq }) => seq));
    }
    if (seqs.length > 0) known.push({ room, seqs });
  }
  return known;
};

/** Every kind of page, at places that are the same in every run. */
export const pages = ({ records, hotSeq, rooms }: Facts): readonly PageKind[] => {
  const random = new Random(20_261_201);
  const somewhere = (): { readonly room: string; readonly seq: number } => {
    const { room, seqs } = random.pick(rooms);
    return { room, seq: random.pick(seqs) };
  };
  let back = records;
  const spanMs = records * 16_000;
  return [
    { name: "newest", isForCrowd: false, next: () => ({ room: random.pick(rooms).room }) },
    {
      name: "page by page, back",
      isForCrowd: false,
      next: () => {
        back = back > 100 ? back - 50 : records;
        return { room: "lobby", before: back };
      },
    },
    {
      name: "before a random place",
      isForCrowd: true,
      next: () => {
        const { room, seq } = somewhere();
        return { room, before: seq };
      },
    },
    {
      name: "behind a random place",
      isForCrowd: false,
      next: () => {
        const { room, seq } = somewhere();
        return { room, after: seq };
      },
    },
    {
      name: "around a hit",
      isForCrowd: true,
      next: () => {
        const { room, seq } = somewhere();
        return { room, around: seq };
      },
    },
    {
      name: "at a date",
      isForCrowd: true,
      next: () => ({
        room: random.pick(rooms).room,
        at: new Date(began + Math.floor(random.next() * spanMs)).toISOString(),
      }),
    },
    {
      name: "around what very much was done to",
      isForCrowd: true,
      next: () => ({ room: "lobby", around: hotSeq }),
    },
  ];
};
