import type { Context } from "../../commands/context.ts";
import type { Subscriber } from "../../delivery/subscriber.ts";
import type { Read } from "../../session/reading.ts";
import type { Watched } from "../websocket/heartbeat.ts";
import type { LinePort } from "./line-port.ts";

export interface LineReadingParts {
  readonly context: Pick<Context, "session"> & {
    readonly services: Pick<Context["services"], "chat" | "log" | "sessions" | "signals">;
  };
  readonly port: Pick<LinePort, "output">;
  /** Whether the client is a program, which says itself what it has read. */
  readonly isProgram: () => boolean;
}

/** Something unread in a room. */
export interface UnreadIn extends Read {
  readonly room: string;
}

/** A place in the output: what is before it is read when so many bytes are taken. */
interface Place {
  readonly seq: number;
  readonly bytes: number;
}

/**
 * Sets the read marks of a person who reads lines: read is what was written, once the system has taken it
 * (UNR-6). It looks from time to time, so that a record costs nothing.
 */
export class LineReading implements Watched {
  readonly #parts: LineReadingParts;
  #subscriber: Pick<Subscriber, "taken" | "rooms"> | undefined;
  /** `seq` up to which everything was written and taken. */
  #reached = 0;
  /** The place that is waited for while output waits. */
  #awaited: Place | undefined;
  /** Rooms whose unread messages were shown, with the `seq` up to which they were. */
  readonly #shown = new Map<string, number>();

  constructor(parts: LineReadingParts) {
    this.#parts = parts;
  }

  /** Whether the client is a program, which says itself what it has read. */
  get isProgram(): boolean {
    return this.#parts.isProgram();
  }

  /** The rooms with something unread. */
  unread(): readonly UnreadIn[] {
    const { session } = this.#parts.context;
    return session.rooms().flatMap((room) => {
      const read = this.#of(room);
      return read.unread > 0 ? [{ room, ...read }] : [];
    });
  }

  /** The number of unread messages of a room. */
  unreadIn(room: string): number {
    return this.#of(room).unread;
  }

  /** Notes that the newest of a room was shown up to a `seq`: more is not looked for. */
  shown(room: string, upto: number): void {
    this.#shown.set(room, upto);
    this.look();
  }

  /** Notes that everything after a place was shown, up to another one. */
  shownAfter(after: number, upto: number): void {
    const rooms = this.#parts.context.session.rooms().filter((room) => this.#of(room).seq >= after);
    for (const room of rooms) this.#shown.set(room, upto);
    this.look();
  }

  /** Goes on with what a subscriber brings after a `seq`. */
  follow(subscriber: Pick<Subscriber, "taken" | "rooms">, after: number): void {
    this.#subscriber = subscriber;
    this.#reached = after;
    this.look();
  }

  /** Looks for somebody who may come back, and nobody else: what others have read is asked for by nobody. */
  beat(): void {
    if (this.#parts.context.session.actor.role !== "guest") this.look();
  }

  /** Sets the marks of what is read by now. */
  look(): void {
    const subscriber = this.#subscriber;
    const { context, isProgram } = this.#parts;
    if (!subscriber || context.session.isOver || isProgram()) return;
    const reached = this.#reachedBy(subscriber.taken);
    if (reached === this.#reached && this.#shown.size === 0) return;
    for (const room of subscriber.rooms) this.#read(room, reached);
    this.#reached = reached;
  }

  #reachedBy(written: number): number {
    const { takenBytes, waitingBytes } = this.#parts.port.output;
    const isTaken = waitingBytes === 0;
    const awaited = this.#awaited;
    const reached = isTaken ? written : awaited && takenBytes >= awaited.bytes ? awaited.seq : this.#reached;
    if (isTaken) this.#awaited = undefined;
    else if (!awaited || reached === awaited.seq)
      this.#awaited = { seq: written, bytes: takenBytes + waitingBytes };
    return Math.max(reached, this.#reached);
  }

  /**
   * Marks a room as read, unless something before what was written last is unread: that was not shown, or
   * another device has made it unread again.
   */
  #read(room: string, reached: number): void {
    const { session, services } = this.#parts.context;
    const shown = this.#shown.get(room);
    if (shown !== undefined && shown <= reached) {
      this.#shown.delete(room);
      this.#mark(room, shown);
    }
    if (!services.sessions.reading.isUnread(session, { room, upto: this.#reached }))
      this.#mark(room, reached);
  }

  #mark(room: string, seq: number): void {
    const { session, services } = this.#parts.context;
    const read = this.#of(room);
    if (read.unread === 0 || read.seq >= seq) return;
    services.sessions.reading.set(session, { room, seq });
    if (!this.#hasOthers) return;
    services.signals.publish({ kind: "read", client_id: session.clientId, room, ...this.#of(room) });
  }

  /** Whether the client has other sessions. */
  get #hasOthers(): boolean {
    const { session, services } = this.#parts.context;
    return (services.chat.state.online.get(session.clientId)?.sessions ?? 0) > 1;
  }

  #of(room: string): Read {
    const { session, services } = this.#parts.context;
    return services.sessions.reading.of(session, room);
  }
}
