import type { ChatSnapshot } from "@beseda/client";
import { placeIn } from "./places.ts";

/**
 * Messages in rooms that are not in view, for a terminal without a status line: each room is reported once
 * until the person looks at it. Messages from before the greeting are history, not news.
 */
export class NewsElsewhere {
  readonly #told = new Set<string>();
  #since: number | undefined;

  /** Returns the places with news that was not reported yet. */
  tell(snapshot: ChatSnapshot, here: string): readonly string[] {
    this.#told.delete(here);
    const { welcome, timelines } = snapshot;
    if (!welcome) return [];
    const since = (this.#since ??= welcome.seq);
    const rooms = [...timelines.keys()].filter(
      (room) => room !== here && !this.#told.has(room) && this.#hasNews(snapshot, room, since),
    );
    for (const room of rooms) this.#told.add(room);
    return rooms.map((room) => placeIn(snapshot, room));
  }

  #hasNews({ timelines, blocked }: ChatSnapshot, room: string, since: number): boolean {
    const newest = timelines
      .get(room)
      ?.items.findLast((item) => item.kind === "message" && item.seq > 0 && !blocked.has(item.client_id));
    return newest?.kind === "message" && !newest.own && newest.seq > since;
  }
}
