import type { MouseEvent } from "react";

/** Moves the focus from a button that disappears when pressed to its list, not to nothing (VIEW-9). */
export const thenToList =
  (press: () => void) =>
  ({ currentTarget }: MouseEvent): void => {
    currentTarget.closest<HTMLElement>("[role=log]")?.focus({ preventScroll: true });
    press();
  };
