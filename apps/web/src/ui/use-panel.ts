import { useCallback, useMemo, useRef, useState, type RefObject } from "react";
import { useMedia } from "./use-media.ts";
import { useOverlay } from "./use-overlay.ts";

/** A panel at the side of the page that can be opened and closed. */
export interface Panel {
  readonly isOpen: boolean;
  /** Whether it lies over the page now; the page MUST then be `inert`. */
  readonly covers: boolean;
  readonly element: RefObject<HTMLElement | null>;
  readonly open: () => void;
  readonly close: () => void;
  readonly toggle: () => void;
}

/**
 * @param over - the media query in which it lies over the page; elsewhere it stands beside
 * @param name - stands in the history of the page while it lies over it
 */
export const usePanel = (over: string, name?: string): Panel => {
  const [isOpen, setOpen] = useState(false);
  const isOver = useMedia(over);
  const element = useRef<HTMLElement>(null);
  const opener = useRef<Element>(null);
  const open = useCallback(() => {
    // What opens takes the focus itself, perhaps before anything could look where it was.
    if (!element.current?.contains(document.activeElement)) opener.current = document.activeElement;
    setOpen(true);
  }, []);
  const close = useCallback(() => setOpen(false), []);
  const toggle = useCallback(() => {
    opener.current = document.activeElement;
    setOpen((before) => !before);
  }, []);
  useOverlay({ isOpen, isOver, panel: element, onClose: close, opener, name });
  return useMemo(
    () => ({ isOpen, covers: isOpen && isOver, element, open, close, toggle }),
    [isOpen, isOver, open, close, toggle],
  );
};
