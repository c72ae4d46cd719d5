import {
  procedures,
  roomSummarySchema,
  type PinnedMessage,
  type SearchFound,
  type SearchRequest,
} from "@beseda/protocol";
import type { Member } from "./chat-client.ts";
import type { ChatApi } from "./connection/connection.ts";
import type { ChatSync } from "./sync.ts";

export interface RoomRequestsParts {
  readonly api: () => Promise<ChatApi>;
  readonly sync: ChatSync;
}

/** Asks the server about rooms; the answers go into the list of rooms. */
export class RoomRequests {
  readonly #parts: RoomRequestsParts;

  constructor(parts: RoomRequestsParts) {
    this.#parts = parts;
  }

  async members(room: string): Promise<readonly Member[]> {
    return (await this.#parts.api()).members(room);
  }

  /** Returns the pinned messages of a room, in the order of pinning, as they are now (ROOM-3). */
  async pins(room: string): Promise<readonly PinnedMessage[]> {
    const { path, type: kind, answer } = procedures.message.pins;
    const api = await this.#parts.api();
    return answer.parse(await api.ask({ kind, path, input: { room } }));
  }

  async search(input: SearchRequest): Promise<SearchFound> {
    const { path, type: kind, answer } = procedures.search.messages;
    const api = await this.#parts.api();
    return answer.parse(await api.ask({ kind, path, input }));
  }

  /** Opens the room of two with the person of that name; resolves with the room's name. */
  async direct(name: string): Promise<string> {
    const { sync } = this.#parts;
    const api = await this.#parts.api();
    const { answer, meanwhile } = await sync.asked.ask(async () =>
      roomSummarySchema.parse(await api.ask({ kind: "mutation", path: "room.direct", input: { name } })),
    );
    sync.addRoom(answer, meanwhile);
    return answer.room;
  }

  async join(room: string): Promise<void> {
    const { sync } = this.#parts;
    const api = await this.#parts.api();
    const { answer, meanwhile } = await sync.asked.ask(() => api.join(room));
    sync.addRoom(answer, meanwhile);
    await sync.loadOlder(room);
  }

  async leave(room: string): Promise<void> {
    const api = await this.#parts.api();
    await api.leave(room);
    this.#parts.sync.removeRoom(room);
  }

  async refresh(): Promise<void> {
    const { sync } = this.#parts;
    const api = await this.#parts.api();
    sync.replaceRooms(await sync.asked.ask(() => api.rooms()));
  }
}
