import { useEffect } from "react";

/** Pixels to the end within which one reads the newest messages. */
export const atBottomThreshold = 40;

/** Whether the end is in sight, in a scroller that is so high. */
export const isAtEnd = (
  { scrollHeight, scrollTop, clientHeight }: HTMLElement,
  height = clientHeight,
): boolean => scrollHeight - scrollTop - height <= atBottomThreshold;

/**
 * Who reads the newest message goes on reading it when there is less room: an answer stands above the field, a keyboard
 * comes up. The list does so by itself as long as it is told of one change after the other; on a slow machine it is not,
 * and takes the smaller room for a reader who has gone up.
 */
export const useKeptEnd = (scroller: HTMLElement | undefined): void => {
  useEffect(() => (scroller ? keepEnd(scroller) : undefined), [scroller]);
};

/** Returns the way to stop. */
const keepEnd = (scroller: HTMLElement): (() => void) => {
  let height = scroller.clientHeight;
  let wasAtEnd = isAtEnd(scroller);
  const noteScroll = (): void => {
    // Where the room has changed, too, it is not the reader who has moved.
    if (scroller.clientHeight === height) wasAtEnd = isAtEnd(scroller);
  };
  const observer = new ResizeObserver(() => {
    // Rows that are measured late bring the end into sight without a scroll.
    wasAtEnd ||= isAtEnd(scroller, height);
    height = scroller.clientHeight;
    if (wasAtEnd) scroller.scrollTop = scroller.scrollHeight;
  });
  scroller.addEventListener("scroll", noteScroll, { passive: true });
  observer.observe(scroller);
  return () => {
    observer.disconnect();
    scroller.removeEventListener("scroll", noteScroll);
  };
};
