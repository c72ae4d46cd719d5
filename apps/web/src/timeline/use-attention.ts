import { useState } from "react";
import { useLookedAt } from "../ui/use-looked-at.ts";

/** Whether somebody is there and reads the items that arrive. */
export interface Attention {
  /** Whether somebody looks at the page, and items arrive as they happen. */
  readonly attentive: boolean;
  /** Whether the reader is at the end. */
  readonly atEnd: boolean;
  readonly setAtEnd: (atEnd: boolean) => void;
  /** Both: items that arrive are read. */
  readonly present: boolean;
}

/** @param live - false while the connection is lost, and while missed items arrive */
export const useAttention = (live: boolean): Attention => {
  const [atEnd, setAtEnd] = useState(false);
  const attentive = useLookedAt() && live;
  const [wasAttentive, setWasAttentive] = useState(attentive);
  if (wasAttentive !== attentive) {
    setWasAttentive(attentive);
    // A person who is back has read nothing yet of what they missed: their place is determined anew.
    setAtEnd(false);
  }
  return { attentive, atEnd, setAtEnd, present: attentive && atEnd && wasAttentive === attentive };
};
