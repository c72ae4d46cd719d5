import type { Reason } from "../reason.ts";
import type { StoredMessage } from "../storage.ts";
import { isAhead } from "./ahead.ts";
import { elsewhere, isForgotten } from "./elsewhere.ts";
import { Entries } from "./entries.ts";
import {
  aboutRoom,
  asFailed,
  asTyped,
  entryOf,
  failedWith,
  isAbout,
  isCommand,
  isWaiting,
  leftBehind,
  type OutboxEntry,
} from "./entry.ts";
import { Persistence, type PersistenceParts } from "./persistence.ts";
import { Settling } from "./settling.ts";

export interface OutboxParts extends Omit<PersistenceParts, "find"> {
  /** Called when the entries of a room have changed. */
  readonly onChange: (room: string) => void;
  /** The time in milliseconds since 1970. */
  readonly now: () => number;
  /** Called when a command that was typed here was discarded in another tab or terminal. */
  readonly onDiscarded: (id: string) => void;
}

/**
 * Own messages until the server has them on its disk: what is typed goes into the store before it is sent, and leaves
 * it when it is acknowledged, so that neither a lost connection nor a killed client loses it. {@link Sending} sends.
 */
export class Outbox {
  readonly #parts: OutboxParts;
  readonly #entries = new Entries();
  readonly #persistence: Persistence;
  #restored = false;
  #over: Reason | undefined;
  /** Rooms that commands have led to, by the placeholders used before they were known. */
  readonly #led = new Map<string, string>();
  readonly #settling = new Settling(
    () => (this.#restored || this.#over !== undefined) && this.#entries.waiting === 0,
  );

  constructor(parts: OutboxParts) {
    this.#parts = parts;
    this.#persistence = new Persistence({ ...parts, find: (id) => this.#entries.find(id) });
  }

  /** Own messages that are not acknowledged. */
  get unsent(): number {
    return this.#entries.unacknowledged;
  }

  /** Returns the entries that are still to be delivered. */
  waiting(): readonly OutboxEntry[] {
    return this.#entries.all().filter(isWaiting);
  }

  /** The messages of a room whose records have not arrived, in the order of typing. */
  entriesOf(room: string): readonly OutboxEntry[] {
    return this.#entries.of(room);
  }

  /** The next message of each room that may be sent; none before the messages in the store were restored. */
  heads(): readonly OutboxEntry[] {
    if (!this.#restored) return [];
    return this.#entries
      .heads()
      .filter(({ message }) => !this.#persistence.isUnsaved(message.id))
      .filter(({ message }) => message.command !== undefined || !isAhead(message.room));
  }

  /** Returns the room that a command has led to, where that is known; any other room is itself. */
  roomOf(room: string): string {
    return this.#led.get(room) ?? room;
  }

  /** Whether it is the turn of a command: nothing that was typed before it is still to be delivered. */
  isNext(entry: OutboxEntry): boolean {
    return this.#entries.isNext(entry);
  }

  /** Takes over what the store has from an earlier client, in front of what was typed since. */
  async restore(): Promise<void> {
    const stored = (await this.#parts.store.messages()) ?? [];
    const typed = this.#entries.all();
    for (const entry of typed) this.#entries.delete(entry);
    for (const { id } of stored.filter(isForgotten(this.#parts.now()))) void this.#parts.store.remove(id);
    const found = stored.flatMap((message) => (message.discarded ? [] : entryOf(message, { found: true })));
    for (const entry of [...found, ...typed]) this.#set(entry);
    for (const room of this.#entries.rooms()) this.#giveBackWith(room);
    this.#restored = true;
    this.#settling.look();
    this.#parts.onReady();
  }

  /** Takes over changes of other tabs and terminals to the store that they share with this one. */
  async catchUp(): Promise<void> {
    const { kept } = this.#persistence;
    const stored = this.#restored ? await this.#parts.store.messages() : undefined;
    if (!stored) return;
    this.#persistence.putRest();
    const { gone, changed, discarded } = elsewhere({ entries: this.#entries.all(), stored, kept });
    for (const entry of gone) this.#delete(entry);
    for (const entry of discarded) this.#forget(entry);
    for (const entry of changed) this.#set(entry);
    for (const room of this.#entries.rooms()) this.#giveBackWith(room);
    this.#settling.look();
    for (const { message } of discarded) this.#parts.onDiscarded(message.id);
  }

  /** Adds a new message; it may be sent once the store has it. */
  add(message: StoredMessage): void {
    this.save(entryOf({ ...message, room: this.roomOf(message.room) }, { found: false }));
    this.#giveBackWith(message.room);
    if (this.#over !== undefined) this.giveUp(this.#over);
  }

  /** Writes an entry to the store; it is not sent before that is done. */
  save(entry: OutboxEntry): void {
    this.#persistence.hold(entry.message.id);
    this.#set(entry);
    void this.#persistence.put(entry.message);
  }

  /** Puts a failed message back, behind the others; with a command all that was to follow it. */
  retry(id: string): void {
    const entry = this.#entries.find(id);
    if (entry?.delivery.state !== "failed") return;
    const failed = failedWith(entry, this.entriesOf(entry.message.room));
    for (const each of failed) this.#delete(each);
    for (const each of failed) this.add(asTyped(each.message));
  }

  /** Removes a queued or failed message; one that was sent may be there already. */
  discard(id: string): void {
    const entry = this.#entries.find(id);
    if (entry?.delivery.state !== "queued" && entry?.delivery.state !== "failed") return;
    // The client it was typed in waits for where it leads, and would carry out a command that is only gone.
    if (entry.found && isCommand(entry) && isWaiting(entry))
      void this.#parts.store.put({ ...entry.message, discarded: true });
    else void this.#parts.store.remove(id);
    this.#delete(entry);
    this.#settling.look();
  }

  sent({ message: { id } }: OutboxEntry): void {
    const entry = this.#entries.find(id);
    if (entry) this.#set({ ...entry, delivery: { state: "sent" } });
  }

  /** Notes that the server has the message on its disk. It stays in view until its record arrives. */
  acknowledged({ message: { id } }: OutboxEntry, { seq, time }: { seq: number; time: string }): void {
    const entry = this.#entries.find(id);
    if (!entry) return;
    void this.#parts.store.remove(id);
    this.#set({ ...entry, delivery: { state: "acknowledged", seq }, time });
    this.#settling.look();
  }

  /** Ends a command that was carried out: what was said behind it goes to the room that it has led to, if any. */
  arrived(command: OutboxEntry, room: string | undefined): void {
    const { room: ahead } = command.message;
    const held = this.entriesOf(ahead).filter(({ message }) => message.id !== command.message.id);
    if (room === undefined) {
      for (const entry of held) this.failed(entry, { text: command.message.text });
    } else {
      this.#led.set(ahead, room);
      for (const entry of held) this.#move(entry, room);
      for (const entry of this.waiting()) if (isAbout(entry, ahead)) this.save(aboutRoom(entry, room));
    }
    this.#forget(command);
    this.#parts.onReady();
  }

  /** Ends a command that will not be carried out: what was said behind it is sent nowhere. */
  refused({ message: { room: ahead } }: OutboxEntry, reason: Reason): void {
    for (const entry of this.entriesOf(ahead)) if (isWaiting(entry)) this.failed(entry, reason);
  }

  /** Fails what waits behind a command that has failed, or is no longer there. */
  #giveBackWith(room: string): void {
    const { left, reason } = leftBehind(room, this.entriesOf(room));
    for (const entry of left) this.failed(entry, reason);
  }

  /** Moves an entry; it leaves the store under its earlier room only with the write that has the new one. */
  #move(entry: OutboxEntry, room: string): void {
    this.#parts.onChange(entry.message.room);
    const moved = this.#entries.move(entry, room);
    if (isWaiting(moved)) this.#persistence.hold(moved.message.id);
    this.#parts.onChange(room);
    void this.#persistence.put(moved.message);
  }

  /** Marks a message as refused by the server for good: it waits for a person, after a restart too. */
  failed({ message: { id } }: OutboxEntry, reason: Reason): void {
    const entry = this.#entries.find(id);
    if (!entry) return;
    const message = asFailed(entry.message, reason);
    void this.#parts.store.put(message);
    this.#set({ ...entry, message, delivery: { state: "failed", reason } });
    this.#settling.look();
  }

  /** Forgets a message whose record has arrived: it is durable, with or without its acknowledgement. */
  received(id: string): void {
    const entry = this.#entries.find(id);
    if (entry) this.#forget(entry);
  }

  /** Forgets messages acknowledged up to `seq`: all up to it was applied, they are no longer pending. */
  passed(room: string, seq: number): void {
    for (const entry of this.entriesOf(room))
      if (entry.delivery.state === "acknowledged" && entry.delivery.seq <= seq) this.#delete(entry);
  }

  /** Gives up, as no connection will come: what waits fails here, and stays in the store for the next client. */
  giveUp(reason: Reason): void {
    this.#over = reason;
    for (const entry of this.waiting()) this.#set({ ...entry, delivery: { state: "failed", reason } });
    this.#settling.look();
  }

  /** Resolves when nothing is queued or sent any longer, and the store has all changes. */
  async settled(): Promise<void> {
    await this.#settling.settled();
    await this.#parts.store.idle();
  }

  #set(entry: OutboxEntry): void {
    this.#entries.set(entry);
    this.#parts.onChange(entry.message.room);
  }

  #forget(entry: OutboxEntry): void {
    void this.#parts.store.remove(entry.message.id);
    this.#delete(entry);
    this.#settling.look();
  }

  #delete(entry: OutboxEntry): void {
    this.#entries.delete(entry);
    this.#persistence.forget(entry.message.id);
    this.#parts.onChange(entry.message.room);
  }
}
