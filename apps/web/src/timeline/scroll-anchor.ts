/**
 * What a reader looks at stays where it is while rows come and go. The list counts its place from the end
 * (`column-reverse`), so nothing that happens above moves it, and at the end new rows push the others up by themselves.
 * What happens below is the browser's to make up for (`overflow-anchor`), since only it can do so in the middle of a
 * scroll that is under way; here is what is left: browsers that do not, and the very end of the list, where none does.
 */
export class ScrollAnchor {
  readonly #scroller: HTMLElement;
  readonly #isLeftToBrowser: boolean;
  #row: Element | undefined;
  #top = 0;

  constructor(scroller: HTMLElement, isLeftToBrowser = CSS.supports("overflow-anchor", "auto")) {
    this.#scroller = scroller;
    this.#isLeftToBrowser = isLeftToBrowser;
  }

  /** Notes what the reader looks at: to be called when the list has moved, and when it has changed. */
  note(): void {
    this.#row = firstInView(this.#scroller);
    this.#top = this.#row?.getBoundingClientRect().top ?? 0;
  }

  /** Puts it back where it was: to be called after each change, before it is painted. */
  hold(): void {
    const row = this.#row;
    if (row?.isConnected !== true || (this.#isLeftToBrowser && !isAtVeryEnd(this.#scroller))) return;
    const moved = row.getBoundingClientRect().top - this.#top;
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
