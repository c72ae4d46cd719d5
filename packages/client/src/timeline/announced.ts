import type { Welcome } from "@beseda/protocol";
import type { Environment } from "../environment.ts";
import type { Feed } from "../feed/feed.ts";
import type { SnapshotStore } from "../snapshot-store.ts";
import type { Timelines } from "./timelines.ts";

export interface AnnouncedParts {
  readonly feed: Feed;
  readonly timelines: Timelines;
  readonly store: SnapshotStore;
  readonly environment: Environment;
}

/** How long announced records are waited for, in milliseconds: after that they count as arrived. */
const arrivalMs = 5000;

/** The records that the newest greeting announced, as far as they are still on their way. */
export class Announced {
  readonly #parts: AnnouncedParts;
  /** `seq` of the newest one, by room. */
  #expected: ReadonlyMap<string, number> = new Map();
  #stopWaiting: () => void = () => undefined;

  constructor(parts: AnnouncedParts) {
    this.#parts = parts;
  }

  isArriving(room: string): boolean {
    return (this.#expected.get(room) ?? 0) > this.#parts.feed.last(room);
  }

  begin({ rooms }: Pick<Welcome, "rooms">): void {
    const { environment, store } = this.#parts;
    this.#stopWaiting();
    this.#expected = new Map(rooms.map(({ room, last }) => [room, last]));
    this.#touch();
    this.#stopWaiting = environment.after(arrivalMs, () => {
      this.#touch();
      this.#expected = new Map();
      store.touch();
    });
  }

  #touch(): void {
    for (const room of this.#expected.keys()) {
      if (this.isArriving(room)) this.#parts.timelines.touch(room);
    }
  }
}
