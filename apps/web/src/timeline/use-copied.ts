import { useEffect, type RefObject } from "react";
import { copiedFrom } from "./copied.ts";

/** What is copied out of the list is who said it when, and what. */
export const useCopied = (scroller: RefObject<HTMLElement | null>): void => {
  useEffect(() => {
    const copy = (event: ClipboardEvent) => {
      const text = scroller.current && copiedFrom(scroller.current, getSelection());
      if (!text || document.activeElement?.matches("input, textarea")) return;
      event.preventDefault();
      event.clipboardData?.setData("text/plain", text);
    };
    document.addEventListener("copy", copy);
    return () => document.removeEventListener("copy", copy);
  }, [scroller]);
};
