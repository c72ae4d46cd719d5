import { isOf, procedures, type AnyRecord } from "@beseda/protocol";
import type { Counted } from "../src/reading/room-reading.ts";
import type { ReceivedRecord } from "../src/connection/connection.ts";

/** The read marks of a {@link ModelServer}, counted by looking at every record (UNR-1, UNR-2). */
export class ModelMarks {
  readonly #records: () => readonly ReceivedRecord[];
  /** Where a client had read everything when it came first. */
  readonly #everywhere = new Map<string, number>();
  readonly #marks = new Map<string, { readonly seq: number; readonly version: number }>();
  #version = 0;

  constructor(records: () => readonly ReceivedRecord[]) {
    this.#records = records;
  }

  enter(clientId: string): void {
    if (!this.#everywhere.has(clientId)) this.#everywhere.set(clientId, this.#records().length);
  }

  of(clientId: string, room: string): Counted {
    const everywhere = { seq: this.#everywhere.get(clientId) ?? 0, version: 0 };
    const mark = this.#marks.get(`${clientId} ${room}`) ?? everywhere;
    const inRoom = this.#records().flatMap((received) => (received.room === room ? received.record : []));
    const unread = inRoom.filter(
      (record) =>
        isOf(record, "message") &&
        record.seq > mark.seq &&
        record.client_id !== clientId &&
        !inRoom.some((later) => isOf(later, "deleted") && later.target === record.seq),
    );
    const mentions = unread.filter(({ seq }) => mentionsNow(inRoom, seq).includes(clientId));
    return { ...mark, unread: unread.length, mentions: mentions.length, last: inRoom.at(-1)?.seq ?? 0 };
  }

  /** Returns the mark that holds, and whether it is another now. */
  set(clientId: string, input: unknown): { readonly isChanged: boolean; readonly room: string } {
    const { room, seq, version } = procedures.read.set.input.parse(input);
    const key = `${clientId} ${room}`;
    const earlier = this.#marks.get(key);
    const reached = Math.min(seq, this.#records().length);
    if (earlier?.seq === reached) return { isChanged: false, room };
    if (earlier && version !== undefined && version < earlier.version) return { isChanged: false, room };
    this.#version += 1;
    this.#marks.set(key, { seq: reached, version: this.#version });
    return { isChanged: true, room };
  }
}

/** Whom the newest text of a message mentions. */
const mentionsNow = (records: readonly AnyRecord[], seq: number): readonly string[] => {
  const newest = records.findLast(
    (record) =>
      (isOf(record, "message") && record.seq === seq) || (isOf(record, "edited") && record.target === seq),
  );
  return newest && "mentions" in newest && Array.isArray(newest.mentions) ? newest.mentions : [];
};
