import type { Turns, Waiting } from "./turns.ts";

export interface IntakeParts<Piece, Item> {
  readonly turns: Turns;
  /** Who shares a place in the round: an address. */
  readonly addressKey: string;
  /** Cuts what one read, or one frame, has brought. */
  readonly cut: (piece: Piece) => Iterable<Item>;
  readonly take: (item: Item) => void;
  /** Told when all of a piece was taken, and whether there was anything in it. */
  readonly onTaken?: (piece: Piece, hadItems: boolean) => void;
  /** Told what a cut has thrown: nothing behind that is taken. @default it is thrown on */
  readonly onError?: (error: unknown, piece: Piece) => void;
  /** Told when nothing waits any more, nor is held. */
  readonly onIdle?: () => void;
  /** Of the socket; called in turns, beginning with `pause`. */
  readonly pause: () => void;
  readonly resume: () => void;
}

/** One piece that is being taken. */
interface Opened<Piece, Item> {
  readonly piece: Piece;
  readonly items: Iterator<Item>;
  hadItems: boolean;
}

/**
 * What one connection has sent and nobody has looked at: taken one by one, in order, when it is its turn (LIM-3) and no
 * faster than it is wanted. What waits is hardly more than one read of the socket; the rest stays with the peer.
 */
export class Intake<Piece, Item> implements Waiting {
  readonly #parts: IntakeParts<Piece, Item>;
  #pieces: Opened<Piece, Item>[] = [];
  /** The next one, as soon as it is known whether there is one. */
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

  /** Whether what comes now comes behind something else. */
  get isWaiting(): boolean {
    return this.#pieces.length > 0 || this.#isHeld;
  }

  get isHeld(): boolean {
    return this.#isHeld;
  }

  receive(piece: Piece): void {
    this.#pieces.push({ piece, items: this.#parts.cut(piece)[Symbol.iterator](), hadItems: false });
    // One that its own turn takes up is not worth a pause.
    if (this.#pieces.length > 1) this.#pause();
    this.#getInLine();
  }

  /** Nothing is wanted until `release`. */
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

  /** Nothing comes any more; `then` is called when everything is taken. */
  finish(then: () => void): void {
    this.#then.push(then);
    if (!this.isWaiting) this.#goOn();
  }

  /** The same where nobody is there any more: what waits is taken also where it would not be wanted yet. */
  end(then: () => void): void {
    this.#isGone = true;
    this.#isHeld = false;
    this.finish(then);
    if (this.isWaiting) this.#getInLine();
  }

  /** Forgets what waits. */
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

  /** Finds the next one: what is cut is known to be whole only when it is cut. */
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
