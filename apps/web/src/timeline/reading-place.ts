import { distanceToEnd, distanceToStart, ScrollAnchor } from "./scroll-anchor.ts";

/** Pixels to the end within which the reader counts as reading the newest messages. */
export const nearEnd = 40;
/** A reader who acted this recently, in milliseconds, is not moved anywhere. */
const stillMs = 300;

const readersActs = ["wheel", "touchmove", "pointerdown", "keydown"] as const;

export interface ReadingPlaceParts {
  readonly scroller: HTMLElement;
  /** Whether the newest item is in the page, and so the end of the page is the end of the room. */
  readonly hasNewest: () => boolean;
  /** Called when the reader has moved, has come to the end, or has left it. */
  readonly onMove: () => void;
  /** Milliseconds that only increase. */
  readonly now: () => number;
}

/** The reader's place: at the end, which is followed, or at a place of their own, which is kept. */
export class ReadingPlace {
  readonly #parts: ReadingPlaceParts;
  readonly #anchor: ScrollAnchor;
  #isAtEnd = false;
  #actedAt = Number.NEGATIVE_INFINITY;

  constructor(parts: ReadingPlaceParts) {
    this.#parts = parts;
    this.#anchor = new ScrollAnchor(parts.scroller);
    this.#note();
  }

  /** Whether the newest messages are in view, or a line less than that. */
  get isAtEnd(): boolean {
    return this.#isAtEnd;
  }

  /** Pixels above and below the view. */
  get distances(): { readonly above: number; readonly below: number } {
    const { scroller } = this.#parts;
    return { above: distanceToStart(scroller), below: distanceToEnd(scroller) };
  }

  /** `seq` of the newest message that is in view to its end, 0 for none. */
  get seen(): number {
    const { scroller } = this.#parts;
    const end = scroller.getBoundingClientRect().bottom + 1;
    const rows = [...scroller.querySelectorAll<HTMLElement>("article[data-seq]")];
    const last = rows.findLast(
      (row) => row.dataset["seq"] !== "0" && row.getBoundingClientRect().bottom <= end,
    );
    return Number(last?.dataset["seq"] ?? 0);
  }

  /** Whether a row lies above the view. */
  isAbove(row: Element): boolean {
    return row.getBoundingClientRect().bottom < this.#parts.scroller.getBoundingClientRect().top;
  }

  /** Follows the reader; returns the function that stops it. */
  begin(): () => void {
    const { scroller, onMove } = this.#parts;
    const move = (): void => {
      // The browser led there, not the reader.
      if (this.#anchor.isRewrapped) this.#keep();
      this.#note();
      onMove();
    };
    const sizes = new ResizeObserver(() => {
      if (this.#anchor.isRewrapped) move();
    });
    sizes.observe(scroller);
    const act = ({ target }: Event): void => {
      // What a button brings makes the list lower: whoever presses it at the end stays there.
      if (target instanceof Element && target.closest("button") !== null) return;
      this.#actedAt = this.#parts.now();
    };
    scroller.addEventListener("scroll", move, { passive: true });
    for (const name of readersActs) scroller.addEventListener(name, act, { passive: true });
    return () => {
      sizes.disconnect();
      scroller.removeEventListener("scroll", move);
      for (const name of readersActs) scroller.removeEventListener(name, act);
    };
  }

  /** Called when the list has changed and is not painted yet. */
  changed(): void {
    const wasAtEnd = this.#isAtEnd;
    this.#keep();
    this.#note();
    if (wasAtEnd !== this.#isAtEnd) this.#parts.onMove();
  }

  /** Leads to the end, which is followed from then on. */
  toEnd(): void {
    this.#actedAt = Number.NEGATIVE_INFINITY;
    this.#isAtEnd = true;
    this.#goToEnd();
  }

  /** Leads to a row: into the middle, as far as the list goes. */
  toRow(row: Element): void {
    const { scroller } = this.#parts;
    const view = scroller.getBoundingClientRect();
    const { top, bottom } = row.getBoundingClientRect();
    scroller.scrollTop += (top + bottom - view.top - view.bottom) / 2;
    this.#note();
  }

  #keep(): void {
    if (this.#isAtEnd && this.#parts.hasNewest() && this.#isStill) this.#goToEnd();
    else this.#anchor.hold();
  }

  get #isStill(): boolean {
    return this.#parts.now() - this.#actedAt > stillMs;
  }

  #goToEnd(): void {
    const { scroller } = this.#parts;
    if (scroller.scrollTop !== 0) scroller.scrollTop = 0;
  }

  #note(): void {
    this.#isAtEnd = this.#parts.hasNewest() && distanceToEnd(this.#parts.scroller) <= nearEnd;
    this.#anchor.note();
  }
}
