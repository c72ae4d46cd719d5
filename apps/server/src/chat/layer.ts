import type { RecordDraft } from "@beseda/protocol";
import { apply } from "./apply.ts";
import { LayeredMap } from "./layered-map.ts";
import { LayeredRooms } from "./layered-rooms.ts";
import type { ChatFacts, ChatState } from "./state.ts";

/** What one append changed: each undoes its own change, where no later one stands over it. */
export type Piece = readonly (() => void)[];

/** Of a message. */
const nothing: Piece = [];

/**
 * What was decided and is not durable yet, over the state that is (LOG-15). It holds the changes alone, so it is as
 * large as what is on its way to the disk. Each append is a piece of it. A piece that became durable stands in the
 * state below, and goes; what was refused goes as a whole, since whatever is appended later stands on it. Numbers
 * are the exception: one that was given is never given again, also where what it was given to was refused.
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

  /** @param below - the state as far as the disk has it */
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

  /** Whether everything that was decided is durable, messages aside, which change nothing that a decision looks at but in slow mode. */
  get isEmpty(): boolean {
    return this.#pieces.size === 0;
  }

  /** Lays what one append changes over all the rest. */
  add(drafts: readonly RecordDraft[]): Piece {
    for (const draft of drafts) apply(this, draft);
    const piece = this.#undos;
    if (piece.length === 0) return nothing;
    this.#undos = [];
    this.#pieces.add(piece);
    return piece;
  }

  /** A piece that is in the state below. */
  settle(piece: Piece): void {
    if (!this.#pieces.delete(piece)) return;
    for (const undo of piece) undo();
    if (this.isEmpty) this.rooms.rest();
  }

  /** All that was not durable was refused. */
  forget(): void {
    for (const piece of this.#pieces) this.settle(piece);
  }
}
