import type { ChatSnapshot } from "@beseda/client";

/** The parts of a snapshot that tell what is unread. */
type Seen = Pick<ChatSnapshot, "welcome" | "rooms">;

/** The messages of others of which the first has the line before it, by `seq`. */
interface Due {
  readonly after: number;
  readonly until: number;
}

/** Knows before which message the line is due that says where new messages begin. */
export class NewsLine {
  readonly #due = new Map<string, Due>();
  #welcome: ChatSnapshot["welcome"];
  #room: string | undefined;

  /**
   * Looks at what is unread in a room that somebody comes to, or comes back to. What is written already is
   * no news, though its mark may not have come, and neither is what comes from now on.
   */
  look({ welcome, rooms }: Seen, room: string, reached: number): void {
    if (welcome === this.#welcome && room === this.#room) return;
    this.#welcome = welcome;
    this.#room = room;
    const { read, unread = 0, last = 0 } = rooms.find((summary) => summary.room === room) ?? {};
    const after = Math.max(read?.seq ?? 0, reached);
    if (read && unread > 0 && last > after) this.#due.set(room, { after, until: last });
  }

  /** Whether the line is due before a message; once. */
  isDue(room: string, seq: number): boolean {
    const due = this.#due.get(room);
    if (due === undefined || seq <= due.after) return false;
    this.#due.delete(room);
    return seq <= due.until;
  }
}
