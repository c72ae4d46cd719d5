import type { DeliveryState, RoomTimeline, TimelineItem, TimelineMessage } from "../src/chat-client.ts";

const emptyTimeline: RoomTimeline = { items: [], hasOlder: false, loadingOlder: false, arriving: false };

/** The rooms of a {@link FakeChatClient}: records by `seq`, own messages without one last, as they were written. */
export class FakeTimelines {
  #rooms: ReadonlyMap<string, RoomTimeline> = new Map();

  /** The rooms: another map after each change; a room that did not change stays the same. */
  get rooms(): ReadonlyMap<string, RoomTimeline> {
    return this.#rooms;
  }

  open(room: string): void {
    if (!this.#rooms.has(room)) this.change(room, {});
  }

  drop(room: string): void {
    this.#rooms = new Map([...this.#rooms].filter(([name]) => name !== room));
  }

  change(room: string, change: Partial<RoomTimeline>): void {
    const timeline = { ...(this.#rooms.get(room) ?? emptyTimeline), ...change };
    this.#rooms = new Map([...this.#rooms, [room, { ...timeline, items: inOrder(timeline.items) }]]);
  }

  add(room: string, items: readonly TimelineItem[]): void {
    this.change(room, { items: [...this.#itemsOf(room), ...items] });
  }

  /** Moves what was said in a room to another one. */
  move(from: string, to: string): void {
    const items = this.#itemsOf(from);
    this.drop(from);
    this.add(to, items);
  }

  /** Sets the state of the own message with this key; `change` is what else is known of it by then. */
  deliver(key: string, delivery: DeliveryState, change: Partial<TimelineMessage> = {}): void {
    const room = this.roomOf(key);
    if (room === undefined) return;
    const delivered = (item: TimelineItem): TimelineItem =>
      item.kind === "message" && item.key === key ? { ...item, ...change, delivery } : item;
    const items = this.#itemsOf(room).map(delivered);
    this.change(room, { items });
  }

  discard(key: string): void {
    const room = this.roomOf(key);
    if (room !== undefined)
      this.change(room, { items: this.#itemsOf(room).filter((item) => item.key !== key) });
  }

  roomOf(key: string): string | undefined {
    for (const [room, { items }] of this.#rooms) if (items.some((item) => item.key === key)) return room;
    return undefined;
  }

  keysIn(room: string): readonly string[] {
    return this.#itemsOf(room).map(({ key }) => key);
  }

  /** Returns the keys of own messages in these states, in the order in which they were written. */
  keysOf(...states: readonly DeliveryState["state"][]): readonly string[] {
    return [...this.#rooms.values()]
      .flatMap(({ items }) => items)
      .filter((item) => item.kind === "message")
      .filter(({ delivery }) => delivery !== undefined && states.includes(delivery.state))
      .map(({ key }) => key);
  }

  #itemsOf(room: string): readonly TimelineItem[] {
    return this.#rooms.get(room)?.items ?? [];
  }
}

const inOrder = (items: readonly TimelineItem[]): readonly TimelineItem[] =>
  items.toSorted((one, other) => (one.seq || Infinity) - (other.seq || Infinity) || 0);
