import type { ChatClient } from "@beseda/client";
import { Backlog } from "./backlog.ts";
import { NewsLine } from "./news-line.ts";

export interface ReadingParts {
  readonly client: ChatClient;
  /** The `seq` up to which a room is written. */
  readonly reached: (room: string) => number;
  /** Called when more of a room can be written. */
  readonly onChange: () => void;
}

/** What the person at a terminal reads: what is drawn (UNR-7). */
export class Reading {
  readonly #parts: ReadingParts;
  readonly #backlog: Backlog;
  readonly #line = new NewsLine();

  constructor(parts: ReadingParts) {
    this.#parts = parts;
    this.#backlog = new Backlog(parts);
  }

  /** Whether a room can be written: what is unread in it is there. */
  isReady(room: string): boolean {
    const { client, reached } = this.#parts;
    this.#line.look(client.snapshot(), room, reached(room));
    return this.#backlog.isReady(room);
  }

  /** Whether the line of new messages is due before a message of a room. */
  isNew(room: string, seq: number): boolean {
    return this.#line.isDue(room, seq);
  }

  /** Notes that all that was written of a room is drawn. */
  drawn(room: string): void {
    const { client, reached } = this.#parts;
    const { unread = 0 } = client.snapshot().rooms.find((summary) => summary.room === room) ?? {};
    if (unread > 0) client.markRead(room, reached(room));
  }
}
