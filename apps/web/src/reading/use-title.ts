import { useEffect } from "react";
import { useUiTexts } from "../preferences/preferences-context.ts";

/** Sets the page's title, with the number of unread messages before it. */
export const useTitle = (unread: number): void => {
  const { app } = useUiTexts();
  useEffect(() => {
    // 100 of a room stands for more (UNR-2).
    document.title = unread > 0 ? `(${unread > 99 ? "99+" : unread}) ${app}` : app;
  }, [unread, app]);
};
