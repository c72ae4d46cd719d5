/**
 * Keeps what a reader looks at in place while rows come and go. The list counts its place from the end
 * (`column-reverse`), so nothing that happens above moves it, and at the end new rows push the others up by
 * themselves. The browser makes up for what happens below (`overflow-anchor`), since only it can do so in the
 * middle of a scroll; this class covers the rest: browsers that do not, the very end of the list, where none
 * does, and a list that has become wider or narrower (a rotated phone), whose rows all change their height.
 */
export class ScrollAnchor {
  readonly #scroller: HTMLElement;
  readonly #isLeftToBrowser: boolean;
  #row: Element | undefined;
  #top = 0;
  /** The part of the row above the view. */
  #hidden = 0;
  #width = 0;

  constructor(scroller: HTMLElement, isLeftToBrowser = CSS.supports("overflow-anchor", "auto")) {
    this.#scroller = scroller;
    this.#isLeftToBrowser = isLeftToBrowser;
  }

  /** Notes what the reader looks at: call it when the list has moved, and when it has changed. */
  note(): void {
    const row = (this.#row = firstInView(this.#scroller));
    this.#width = this.#scroller.clientWidth;
    if (row === undefined) return;
    const { top, height } = row.getBoundingClientRect();
    this.#top = top;
    this.#hidden = (this.#scroller.getBoundingClientRect().top - top) / height;
  }

  /** Whether the list has become wider or narrower since: nobody chose its present position. */
  get isRewrapped(): boolean {
    return this.#scroller.clientWidth !== this.#width;
  }

  /** Puts the row back where it was: call it after each change, before it is painted. */
  hold(): void {
    const row = this.#row;
    if (row?.isConnected !== true) return;
    const { top, height } = row.getBoundingClientRect();
    if (this.isRewrapped) {
      const view = this.#scroller.getBoundingClientRect();
      this.#scroller.scrollTop += top + Math.min(1, Math.max(0, this.#hidden)) * height - view.top;
      return;
    }
    if (this.#isLeftToBrowser && !isAtVeryEnd(this.#scroller)) return;
    const moved = top - this.#top;
    if (Math.abs(moved) >= 1) this.#scroller.scrollTop += moved;
  }
}

/** Returns the pixels between the view and the end of the list. */
export const distanceToEnd = ({ scrollTop }: HTMLElement): number => Math.abs(scrollTop);

/** Returns the pixels between the beginning of the list and the view. */
export const distanceToStart = (scroller: HTMLElement): number =>
  scroller.scrollHeight - scroller.clientHeight - distanceToEnd(scroller);

const isAtVeryEnd = (scroller: HTMLElement): boolean => distanceToEnd(scroller) < 1;

/** Returns the first row in view, even in part; rows are the children of the only child, top to bottom. */
const firstInView = (scroller: HTMLElement): Element | undefined => {
  const rows = scroller.firstElementChild?.children ?? new HTMLCollection();
  const { top } = scroller.getBoundingClientRect();
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.getBoundingClientRect().bottom ?? 0) <= top) low = middle + 1;
    else high = middle;
  }
  return rows[low];
};
