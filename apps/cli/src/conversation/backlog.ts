import type { ChatClient } from "@beseda/client";

/** The most pages that are loaded of one room. */
const mostPages = 5;

export interface BacklogParts {
  readonly client: Pick<ChatClient, "snapshot" | "loadOlder">;
  /** Called when more is there. */
  readonly onChange: () => void;
}

/**
 * Loads what is unread in a room before anything of it is written: what is written can no longer be put in
 * order.
 */
export class Backlog {
  readonly #parts: BacklogParts;
  readonly #ready = new Set<string>();
  readonly #loading = new Set<string>();

  constructor(parts: BacklogParts) {
    this.#parts = parts;
  }

  /** Whether a room can be written. */
  isReady(room: string): boolean {
    if (this.#ready.has(room)) return true;
    if (this.#loading.has(room)) return false;
    const { rooms, timelines } = this.#parts.client.snapshot();
    const summary = rooms.find((known) => known.room === room);
    if (!summary) return true;
    if ((summary.unread ?? 0) === 0) this.#ready.add(room);
    else if (timelines.get(room)?.arriving !== true) void this.#load(room, summary.read?.seq ?? 0);
    return this.#ready.has(room);
  }

  /** Loads older pages until the first unread message is there. */
  async #load(room: string, read: number): Promise<void> {
    const { client, onChange } = this.#parts;
    const isMissing = (): boolean => {
      const timeline = client.snapshot().timelines.get(room);
      return timeline?.hasOlder === true && (timeline.items[0]?.seq ?? 0) > read + 1;
    };
    if (!isMissing()) {
      this.#ready.add(room);
      return;
    }
    this.#loading.add(room);
    // What cannot be loaded is not waited for.
    for (let page = 0; page < mostPages && isMissing(); page += 1)
      // oxlint-disable-next-line no-await-in-loop -- each page begins where the one before ends
      if (!(await client.loadOlder(room).then(yes, no))) break;
    this.#loading.delete(room);
    this.#ready.add(room);
    onChange();
  }
}

const yes = (): boolean => true;
const no = (): boolean => false;
