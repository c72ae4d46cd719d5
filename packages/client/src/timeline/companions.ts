import { isDirectRoom, type ChatRecord, type RoomSummary } from "@beseda/protocol";

/** The two clients of a room of two. */
const bothOf = (room: string): readonly string[] => room.slice(1).split("+");

/** The names of the people whom the person talks with in private (DIR-1): of all others nothing is kept. */
export class Companions {
  readonly #names = new Map<string, string>();

  /** Takes a name from a record; returns whether it is new. */
  learn(room: string, record: ChatRecord): boolean {
    if (!("name" in record)) return false;
    const { client_id, name } = record;
    const isCompanion =
      this.#names.has(client_id) || (isDirectRoom(room) && bothOf(room).includes(client_id));
    if (!isCompanion || this.#names.get(client_id) === name) return false;
    this.#names.set(client_id, name);
    return true;
  }

  /** Returns the room with the title that `me` sees. */
  called(summary: RoomSummary, me: string | undefined): RoomSummary {
    if (!isDirectRoom(summary.room)) return summary;
    const other = bothOf(summary.room).find((client_id) => client_id !== me) ?? "";
    const title = this.#names.get(other) ?? summary.title ?? other;
    return title === summary.title ? summary : { ...summary, title };
  }
}
