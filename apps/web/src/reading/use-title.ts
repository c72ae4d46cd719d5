import { useEffect } from "react";
import { useUiTexts } from "../preferences/preferences-context.ts";

/** Sets the page's title, with the number of unread messages before it. */
export const useTitle = (unread: number): void => {
  const { app } = useUiTexts();
  useEffect(() => {
    document.title = unread > 0 ? `(${unread}) ${app}` : app;
  }, [unread, app]);
};
