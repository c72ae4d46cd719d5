/**
 * What a reader looks at stays where it is while rows come and go. The list counts its place from the end
 * (`column-reverse`), so nothing that happens above moves it, and at the end new rows push the others up by themselves.
 * What happens below is the browser's to make up for (`overflow-anchor`), since only it can do so in the middle of a
 * scroll that is under way; here is what is left: browsers that do not, the very end of the list, where none does, and a
 * list that has become wider or narrower (a phone that is turned round), whose every row has another height then.
 */
export class ScrollAnchor {
  readonly #scroller: HTMLElement;
  readonly #isLeftToBrowser: boolean;
  #row: Element | undefined;
  #top = 0;
  /** The part of the row that is above what is to be seen. */
  #hidden = 0;
  #width = 0;

  constructor(scroller: HTMLElement, isLeftToBrowser = CSS.supports("overflow-anchor", "auto")) {
    this.#scroller = scroller;
    this.#isLeftToBrowser = isLeftToBrowser;
  }

  /** Notes what the reader looks at: to be called when the list has moved, and when it has changed. */
  note(): void {
    const row = (this.#row = firstInView(this.#scroller));
    this.#width = this.#scroller.clientWidth;
    if (row === undefined) return;
    const { top, height } = row.getBoundingClientRect();
    this.#top = top;
    this.#hidden = (this.#scroller.getBoundingClientRect().top - top) / height;
  }

  /** Whether the list has become wider or narrower since: where it stands now was nobody's wish. */
  get isRewrapped(): boolean {
    return this.#scroller.clientWidth !== this.#width;
  }

  /** Puts it back where it was: to be called after each change, before it is painted. */
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

/** Pixels between what is to be seen and the end of the list. */
export const distanceToEnd = ({ scrollTop }: HTMLElement): number => Math.abs(scrollTop);

/** Pixels between the beginning of the list and what is to be seen. */
export const distanceToStart = (scroller: HTMLElement): number =>
  scroller.scrollHeight - scroller.clientHeight - distanceToEnd(scroller);

const isAtVeryEnd = (scroller: HTMLElement): boolean => distanceToEnd(scroller) < 1;

/** The first row of which anything is to be seen; rows are the children of the only child, one under the other. */
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
