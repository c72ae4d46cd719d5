import { useEffect, useRef } from "react";

/** What the list gets to open by itself, and then between two tries, in milliseconds. */
const patienceMs = 500;
/** For so many frames in a row it has to be there: rows that are measured late push it away again. */
const framesInSight = 4;

export interface Opening {
  /** Whether what the room opens at is to be seen in this scroller. */
  readonly isInSight: (scroller: HTMLElement) => boolean;
  readonly scroll: () => void;
}

/**
 * The list scrolls once to where it opens, and takes that for done when no row was measured for 150 ms. On a slow machine
 * rows are measured later: then it stands somewhere in the middle, or stays hidden. So it is looked after until what it
 * opens at is in sight, or the reader goes elsewhere.
 */
export const useOpening = (scroller: HTMLElement | undefined, opening: Opening): void => {
  const latest = useRef(opening);
  useEffect(() => {
    latest.current = opening;
  });
  useEffect(() => (scroller ? lookAfter(scroller, () => latest.current) : undefined), [scroller]);
};

const readersActs = ["wheel", "touchmove", "pointerdown", "keydown"] as const;

/** Returns the way to stop. */
const lookAfter = (scroller: HTMLElement, opening: () => Opening): (() => void) => {
  let frame = 0;
  let inSight = 0;
  let triedAt = performance.now();
  const look = (now: number): void => {
    inSight = opening().isInSight(scroller) ? inSight + 1 : 0;
    if (inSight === framesInSight) {
      stop();
      return;
    }
    if (inSight === 0 && now - triedAt > patienceMs) {
      triedAt = now;
      opening().scroll();
    }
    frame = requestAnimationFrame(look);
  };
  const stop = (): void => {
    cancelAnimationFrame(frame);
    for (const act of readersActs) scroller.removeEventListener(act, stop);
  };
  for (const act of readersActs) scroller.addEventListener(act, stop, { passive: true });
  frame = requestAnimationFrame(look);
  return stop;
};

/** Whether a row of the list is drawn and at least in part within the scroller. */
export const isRowInSight = (scroller: HTMLElement, index: number): boolean => {
  const row = scroller.querySelector(`[data-index="${index}"]`);
  if (row === null || getComputedStyle(row).visibility === "hidden") return false;
  const { top, bottom } = row.getBoundingClientRect();
  const view = scroller.getBoundingClientRect();
  return bottom > view.top && top < view.bottom;
};
