import { useState } from "react";

/**
 * Whether messages were made unread, here or on another device: they stay unread though they are on the screen, until
 * the room is opened anew, or the reader goes to the end or answers, which releases it.
 */
export const useHeld = (mark: number, isAnswering: boolean): readonly [boolean, () => void] => {
  const [known, setKnown] = useState({ mark, isHeld: false });
  const isHeld = !isAnswering && (known.isHeld || mark < known.mark);
  if (known.mark !== mark || known.isHeld !== isHeld) setKnown({ mark, isHeld });
  return [isHeld, () => setKnown({ mark, isHeld: false })];
};
