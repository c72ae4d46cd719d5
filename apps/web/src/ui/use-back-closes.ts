import { useEffect, useEffectEvent } from "react";

/** Whether this entry of the history belongs to something that lies over the page. */
export const isOpenEntry = (state: unknown): boolean =>
  typeof state === "object" && state !== null && "opened" in state;

/**
 * Makes Back close something that lies over the page, and lead nowhere else.
 * @param name - stands in its entry of the history as `opened`
 */
export const useBackCloses = (isOpen: boolean, onClose: () => void, name = "panel"): void => {
  const close = useEffectEvent(onClose);
  useEffect(() => {
    if (!isOpen) return undefined;
    // Back and Forward may lead to the entry of something that then opens again.
    if (!isOpenEntry(history.state)) history.pushState({ opened: name }, "");
    const pop = () => close();
    window.addEventListener("popstate", pop);
    return () => {
      window.removeEventListener("popstate", pop);
      // Closed in another way: its history entry is removed too, unless the person has gone on from it.
      if (isOpenEntry(history.state)) history.back();
    };
  }, [isOpen, name]);
};
