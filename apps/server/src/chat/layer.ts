import type { RecordDraft } from "@beseda/protocol";
import { apply } from "./apply.ts";
import { LayeredMap } from "./layered-map.ts";
import { LayeredRooms } from "./layered-rooms.ts";
import type { ChatFacts, ChatState } from "./state.ts";

/** Undo functions of one append: each undoes its own change unless a later one lies over it. */
export type Piece = readonly (() => void)[];

/** The piece of a message. */
const nothing: Piece = [];

/**
 * Decisions that are not durable yet, over the durable state (LOG-15). The layer holds the changes alone, so
 * it is as large as what is on its way to the disk. Each append is a piece of it. A piece that became durable
 * is in the state below, and is removed; what was refused is removed as a whole, since everything appended
 * later depends on it. Numbers are the exception: a number that was given is never given again, even if what
 * it was given to was refused.
 */
export class Layer implements ChatFacts {
  readonly rooms: LayeredRooms;
  readonly sessions: ChatFacts["sessions"];
  readonly online: ChatFacts["online"];
  readonly names: ChatFacts["names"];
  readonly registered: ChatFacts["registered"];
  readonly bans: ChatFacts["bans"];
  readonly deleted: ChatFacts["deleted"];
  readonly edits: ChatFacts["edits"];
  readonly editing: ChatFacts["editing"];
  readonly reactions: ChatFacts["reactions"];
  readonly invitations: ChatFacts["invitations"];
  readonly blocks: ChatFacts["blocks"];
  readonly reports: ChatFacts["reports"];
  readonly opened: ChatFacts["opened"];
  readonly #below: () => ChatState;
  readonly #pieces = new Set<Piece>();
  #undos: (() => void)[] = [];
  #lastClient = 0;
  #lastSession = 0;

  /** @param below - the durable state */
  constructor(below: () => ChatState) {
    this.#below = below;
    const note = (undo: () => void): void => {
      this.#undos.push(undo);
    };
    this.rooms = new LayeredRooms(() => below().rooms, note);
    this.sessions = new LayeredMap(() => below().sessions, note);
    this.online = new LayeredMap(() => below().online, note);
    this.names = new LayeredMap(() => below().names, note);
    this.registered = new LayeredMap(() => below().registered, note);
    this.bans = new LayeredMap(() => below().bans, note);
    this.deleted = new LayeredMap(() => below().deleted, note);
    this.edits = new LayeredMap(() => below().edits, note);
    this.editing = new LayeredMap(() => below().editing, note);
    this.reactions = new LayeredMap(() => below().reactions, note);
    this.invitations = new LayeredMap(() => below().invitations, note);
    this.blocks = new LayeredMap(() => below().blocks, note);
    this.reports = new LayeredMap(() => below().reports, note);
    this.opened = new LayeredMap(() => below().opened, note);
  }

  get lastClient(): number {
    return Math.max(this.#lastClient, this.#below().lastClient);
  }

  set lastClient(number: number) {
    this.#lastClient = Math.max(this.#lastClient, number);
  }

  get lastSession(): number {
    return Math.max(this.#lastSession, this.#below().lastSession);
  }

  set lastSession(number: number) {
    this.#lastSession = Math.max(this.#lastSession, number);
  }

  /** Whether everything decided is durable, except messages, which affect decisions in slow mode only. */
  get isEmpty(): boolean {
    return this.#pieces.size === 0;
  }

  /** Lays the changes of one append over everything else. */
  add(drafts: readonly RecordDraft[]): Piece {
    for (const draft of drafts) apply(this, draft);
    const piece = this.#undos;
    if (piece.length === 0) return nothing;
    this.#undos = [];
    this.#pieces.add(piece);
    return piece;
  }

  /** Removes a piece that is in the state below. */
  settle(piece: Piece): void {
    if (!this.#pieces.delete(piece)) return;
    for (const undo of piece) undo();
    if (this.isEmpty) this.rooms.rest();
  }

  /** Removes all pieces: everything that was not durable was refused. */
  forget(): void {
    for (const piece of this.#pieces) this.settle(piece);
  }
}
