import type { MouseEvent } from "react";

/** A button that goes when it is pressed leaves the focus to the list that it stands in, not to nothing (VIEW-9). */
export const thenToList =
  (press: () => void) =>
  ({ currentTarget }: MouseEvent): void => {
    currentTarget.closest<HTMLElement>("[role=log]")?.focus({ preventScroll: true });
    press();
  };
