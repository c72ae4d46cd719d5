import { useEffect, useEffectEvent, type RefObject } from "react";
import { useBackCloses } from "./use-back-closes.ts";

export interface OverlayOptions {
  readonly isOpen: boolean;
  /** Whether it lies over the page now: if there is room, it stands beside it. */
  readonly isOver: boolean;
  readonly panel: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
  /** What had the focus when it was opened. */
  readonly opener: RefObject<Element | null>;
  /** Stands in the history of the page while it lies over it. */
  readonly name: string | undefined;
}

/**
 * Manages a panel that opens beside the page, or over it. Over the page, its first control gets the focus,
 * and Back and Escape close it and do nothing else; closing it returns the focus to where it was opened
 * (VIEW-9). What it covers MUST be `inert` meanwhile.
 */
export const useOverlay = ({ isOpen, isOver, panel, onClose, opener, name }: OverlayOptions): void => {
  const covers = isOpen && isOver;
  useBackCloses(covers, onClose, name);
  const close = useEffectEvent(onClose);
  useEffect(() => {
    if (!covers) return undefined;
    const listen = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();
      close();
    };
    // After a field that takes Escape itself, and before the page: closing a list must not lead to the end.
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [covers]);
  const begin = useEffectEvent(() => {
    const { current: opened } = panel;
    if (isOver && !opened?.contains(document.activeElement))
      opened?.querySelector<HTMLElement>("button, a[href]")?.focus();
  });
  useEffect(() => {
    if (!isOpen) return undefined;
    const openedFrom = opener.current;
    const opened = panel.current;
    begin();
    return () => {
      const { activeElement } = document;
      const isLost =
        activeElement === null || activeElement === document.body || opened?.contains(activeElement);
      if (isLost && openedFrom instanceof HTMLElement) openedFrom.focus();
    };
  }, [isOpen, panel, opener]);
};
