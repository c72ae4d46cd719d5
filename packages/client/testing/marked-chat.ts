import type { RoomSummary } from "@beseda/protocol";
import type { ChatSnapshot } from "../src/chat-client.ts";
import { PlayedChat } from "./played-chat.ts";

/** A played chat with read marks: a room is read up to where it was when it was seen first. */
export class MarkedChat extends PlayedChat {
  readonly #marks = new Map<string, number>();

  markRead(room: string, seq: number): void {
    if (seq > (this.#marks.get(room) ?? 0)) this.mark(room, seq);
  }

  markUnread(room: string, seq: number): void {
    this.mark(room, seq - 1);
  }

  /** Sets a mark, as another device of the person does. */
  mark(room: string, seq: number): void {
    this.#marks.set(room, seq);
    this.change();
  }

  /** Where the person has read a room up to. */
  markOf(room: string): number | undefined {
    return this.#marks.get(room);
  }

  protected override change(change: Partial<ChatSnapshot> = {}): void {
    const { rooms = this.snapshot().rooms } = change;
    super.change({ ...change, rooms: rooms.map((summary) => this.#counted(summary)) });
  }

  #counted(summary: RoomSummary): RoomSummary {
    const { room, last, read } = summary;
    const seq = this.#marks.get(room) ?? read?.seq ?? last;
    this.#marks.set(room, seq);
    const { items = [] } = this.timelines.rooms.get(room) ?? {};
    const unread = items.filter(
      (item) => item.kind === "message" && !item.own && !item.deleted && item.seq > seq,
    );
    return { ...summary, read: { seq, version: 1 }, unread: unread.length };
  }
}
