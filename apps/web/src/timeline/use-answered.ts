import { useEffectEvent, useLayoutEffect, useRef } from "react";

/** Leads whoever says something to the newest messages, where it will stand (VIEW-2). */
export const useAnswered = (said: object | undefined, toNewest: () => void): void => {
  const last = useRef(said);
  const answer = useEffectEvent(toNewest);
  useLayoutEffect(() => {
    if (last.current === said) return;
    last.current = said;
    answer();
  }, [said]);
};
