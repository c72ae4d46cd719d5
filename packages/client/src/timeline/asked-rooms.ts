import type { ChatRecord, RoomSummary } from "@beseda/protocol";
import { summaryAfter } from "./room-list.ts";

/** What came in while the server was asked about rooms: it may be newer than the answer, which must not undo it. */
export class Meanwhile {
  readonly #records = new Map<string, ChatRecord[]>();
  /** Rooms that came, and, as undefined, those that went. */
  readonly #moved = new Map<string, RoomSummary | undefined>();

  follow(room: string, records: readonly ChatRecord[]): void {
    this.#records.set(room, [...(this.#records.get(room) ?? []), ...records]);
  }

  moved(room: string, summary: RoomSummary | undefined): void {
    this.#moved.set(room, summary);
  }

  /** Returns the rooms of an answer as they are there now: without those that went, with those that came. */
  there(answer: readonly RoomSummary[]): readonly RoomSummary[] {
    const listed = new Set(answer.map(({ room }) => room));
    const came = [...this.#moved.values()].filter((summary) => summary !== undefined);
    const stayed = answer.filter(({ room }) => !this.#moved.has(room) || this.#moved.get(room));
    return [...stayed, ...came.filter(({ room }) => !listed.has(room))];
  }

  /** Returns a room after the records that its summary does not count yet. */
  after(summary: RoomSummary): RoomSummary {
    return (this.#records.get(summary.room) ?? []).reduce(summaryAfter, summary);
  }
}

/** An answer, and what came in before it. */
export interface Asked<Answer> {
  readonly answer: Answer;
  readonly meanwhile: Meanwhile;
}

/** Questions about rooms that were not answered yet. */
export class AskedRooms {
  readonly #running = new Set<Meanwhile>();

  async ask<Answer>(question: () => Promise<Answer>): Promise<Asked<Answer>> {
    const meanwhile = new Meanwhile();
    this.#running.add(meanwhile);
    try {
      return { answer: await question(), meanwhile };
    } finally {
      this.#running.delete(meanwhile);
    }
  }

  follow(room: string, records: readonly ChatRecord[]): void {
    for (const meanwhile of this.#running) meanwhile.follow(room, records);
  }

  moved(room: string, summary?: RoomSummary): void {
    for (const meanwhile of this.#running) meanwhile.moved(room, summary);
  }
}
