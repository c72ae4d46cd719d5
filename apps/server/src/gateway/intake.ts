import type { Turns, Waiting } from "./turns.ts";

export interface IntakeParts<Piece, Item> {
  readonly turns: Turns;
  /** The key by which connections share a place in the round: an address. */
  readonly addressKey: string;
  /** Cuts the content of one read, or one frame, into items. */
  readonly cut: (piece: Piece) => Iterable<Item>;
  readonly take: (item: Item) => void;
  /** Called when all of a piece was taken, with whether it had any items. */
  readonly onTaken?: (piece: Piece, hadItems: boolean) => void;
  /** Called with an error thrown by `cut`: nothing after it is taken. @default it is rethrown */
  readonly onError?: (error: unknown, piece: Piece) => void;
  /** Called when nothing is waiting or held any longer. */
  readonly onIdle?: () => void;
  /** Pauses the socket; `pause` and `resume` are called alternately, `pause` first. */
  readonly pause: () => void;
  readonly resume: () => void;
}

/** A piece that is being taken. */
interface Opened<Piece, Item> {
  readonly piece: Piece;
  readonly items: Iterator<Item>;
  hadItems: boolean;
}

/**
 * Unprocessed input of one connection: taken item by item, in order, when it is its turn (LIM-3) and no
 * faster than it is wanted. Hardly more than one read of the socket waits here; the rest stays with the peer.
 */
export class Intake<Piece, Item> implements Waiting {
  readonly #parts: IntakeParts<Piece, Item>;
  #pieces: Opened<Piece, Item>[] = [];
  /** The next item, as soon as it is known whether there is one. */
  #next: { readonly item: Item } | undefined;
  #isInLine = false;
  #isHeld = false;
  #isPaused = false;
  #isGone = false;
  #then: (() => void)[] = [];

  constructor(parts: IntakeParts<Piece, Item>) {
    this.#parts = parts;
  }

  get addressKey(): string {
    return this.#parts.addressKey;
  }

  /** Whether new input has to wait behind earlier input. */
  get isWaiting(): boolean {
    return this.#pieces.length > 0 || this.#isHeld;
  }

  get isHeld(): boolean {
    return this.#isHeld;
  }

  receive(piece: Piece): void {
    this.#pieces.push({ piece, items: this.#parts.cut(piece)[Symbol.iterator](), hadItems: false });
    // A piece that its own turn takes up is not worth a pause.
    if (this.#pieces.length > 1) this.#pause();
    this.#getInLine();
  }

  /** Takes nothing until `release`. */
  hold(): void {
    if (this.#isGone) return;
    this.#isHeld = true;
    this.#pause();
  }

  release(): void {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    if (this.#pieces.length > 0) this.#getInLine();
    else this.#goOn();
  }

  /** Marks the end of input; `then` is called when everything is taken. */
  finish(then: () => void): void {
    this.#then.push(then);
    if (!this.isWaiting) this.#goOn();
  }

  /** Does the same for a peer that is gone: the waiting input is taken even while it is held. */
  end(then: () => void): void {
    this.#isGone = true;
    this.#isHeld = false;
    this.finish(then);
    if (this.isWaiting) this.#getInLine();
  }

  /** Drops the waiting input. */
  drop(): void {
    this.#pieces = [];
    this.#next = undefined;
  }

  takeOne(): boolean {
    this.#isInLine = false;
    if (this.#isHeld) return false;
    this.#look();
    const next = this.#next;
    this.#next = undefined;
    if (next) this.#parts.take(next.item);
    if (!this.#isHeld) this.#look();
    if (this.#pieces.length === 0) this.#goOn();
    else this.#pause();
    this.#isInLine = this.#pieces.length > 0 && !this.#isHeld;
    return this.#isInLine;
  }

  /** Finds the next item: whether a piece is used up is known only when it is cut. */
  #look(): void {
    for (let [opened] = this.#pieces; opened && !this.#next; [opened] = this.#pieces) {
      try {
        const { done, value } = opened.items.next();
        if (done !== true) {
          opened.hadItems = true;
          this.#next = { item: value };
          return;
        }
      } catch (error) {
        this.drop();
        if (!this.#parts.onError) throw error;
        this.#parts.onError(error, opened.piece);
        return;
      }
      this.#pieces.shift();
      this.#parts.onTaken?.(opened.piece, opened.hadItems);
    }
  }

  #goOn(): void {
    if (this.#isHeld) return;
    if (this.#isPaused) {
      this.#isPaused = false;
      this.#parts.resume();
    }
    const then = this.#then;
    this.#then = [];
    for (const act of then) act();
    this.#parts.onIdle?.();
  }

  #pause(): void {
    if (this.#isPaused || this.#isGone) return;
    this.#isPaused = true;
    this.#parts.pause();
  }

  #getInLine(): void {
    if (this.#isInLine || this.#isHeld) return;
    this.#isInLine = true;
    this.#parts.turns.wait(this);
  }
}
