import type { ChatSnapshot } from "@beseda/client";
import { placeIn } from "./places.ts";

/**
 * What is said in rooms that are not looked at, for a terminal without a status line: each is told once, until it was
 * looked at. What was there at the greeting is history, and no news.
 */
export class NewsElsewhere {
  readonly #told = new Set<string>();
  #since: number | undefined;

  /** Places that there is news from which was not told yet. */
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
