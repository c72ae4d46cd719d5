import { useEffect, type RefObject } from "react";
import { copiedFrom } from "./copied.ts";

/** Makes copies out of the list say who said what, and when. */
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
