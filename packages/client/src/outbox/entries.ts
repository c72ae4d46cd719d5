import { isWaiting, type OutboxEntry } from "./entry.ts";

/** Entries by room, in the order of typing, with the values needed at every change counted along. */
export class Entries {
  readonly #rooms = new Map<string, Map<string, OutboxEntry>>();
  readonly #roomOf = new Map<string, string>();
  /** The order in which entries were first put, by id. */
  readonly #places = new Map<string, number>();
  #place = 0;
  #unacknowledged = 0;
  #waiting = 0;

  /** The number of entries that are not acknowledged. */
  get unacknowledged(): number {
    return this.#unacknowledged;
  }

  /** The number of entries that are queued or sent. */
  get waiting(): number {
    return this.#waiting;
  }

  rooms(): readonly string[] {
    return [...this.#rooms.keys()];
  }

  of(room: string): readonly OutboxEntry[] {
    return [...(this.#rooms.get(room)?.values() ?? [])];
  }

  all(): readonly OutboxEntry[] {
    return this.rooms().flatMap((room) => this.of(room));
  }

  find(id: string): OutboxEntry | undefined {
    const room = this.#roomOf.get(id);
    return room === undefined ? undefined : this.#rooms.get(room)?.get(id);
  }

  /** Returns the first entry of each room that is queued or sent. */
  heads(): readonly OutboxEntry[] {
    return [...this.#rooms.values()].flatMap((entries) => entries.values().find(isWaiting) ?? []);
  }

  /** Whether nothing that was put before it is still to be delivered. */
  isNext({ message: { id } }: OutboxEntry): boolean {
    const place = this.#places.get(id) ?? 0;
    return !this.all().some((other) => isWaiting(other) && (this.#places.get(other.message.id) ?? 0) < place);
  }

  /** Adds an entry at the end, or replaces the one with its id in its place. */
  set(entry: OutboxEntry): void {
    const { id, room } = entry.message;
    this.#count(this.find(id), -1);
    this.#count(entry, 1);
    const entries = this.#rooms.get(room) ?? new Map<string, OutboxEntry>();
    this.#rooms.set(room, entries.set(id, entry));
    this.#roomOf.set(id, room);
    if (!this.#places.has(id)) this.#places.set(id, (this.#place += 1));
  }

  delete({ message: { id, room } }: OutboxEntry): void {
    this.#count(this.find(id), -1);
    const entries = this.#rooms.get(room);
    entries?.delete(id);
    if (entries?.size === 0) this.#rooms.delete(room);
    this.#roomOf.delete(id);
    this.#places.delete(id);
  }

  /** Moves an entry to another room; it keeps its place among all. */
  move(entry: OutboxEntry, room: string): OutboxEntry {
    const place = this.#places.get(entry.message.id);
    this.delete(entry);
    const moved = { ...entry, message: { ...entry.message, room } };
    if (place !== undefined) this.#places.set(entry.message.id, place);
    this.set(moved);
    return moved;
  }

  #count(entry: OutboxEntry | undefined, by: number): void {
    if (entry && entry.delivery.state !== "acknowledged") this.#unacknowledged += by;
    if (entry && isWaiting(entry)) this.#waiting += by;
  }
}
