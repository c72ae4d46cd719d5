import { useEffect, useEffectEvent } from "react";

/** Whether this place in the history is that of something that lies over the page. */
export const isOpenEntry = (state: unknown): boolean =>
  typeof state === "object" && state !== null && "opened" in state;

/** While something lies over the page, Back closes it and leads nowhere else. */
export const useBackCloses = (isOpen: boolean, onClose: () => void): void => {
  const close = useEffectEvent(onClose);
  useEffect(() => {
    if (!isOpen) return undefined;
    history.pushState({ opened: true }, "");
    const pop = () => close();
    window.addEventListener("popstate", pop);
    return () => {
      window.removeEventListener("popstate", pop);
      // Closed in another way: the entry that Back was to take goes too, unless one has gone on from it.
      if (isOpenEntry(history.state)) history.back();
    };
  }, [isOpen]);
};
