import { useEffect } from "react";

/** Calls back when the machine is on a network again: no need to sit out the wait between two tries. */
export const useOnline = (onOnline: () => void): void => {
  useEffect(() => {
    window.addEventListener("online", onOnline);
    return () => window.removeEventListener("online", onOnline);
  }, [onOnline]);
};
