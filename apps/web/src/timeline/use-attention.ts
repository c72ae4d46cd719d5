import { useState } from "react";
import { useVisible } from "../ui/use-visible.ts";

/** Whether somebody sits there and reads what comes. */
export interface Attention {
  /** The page is seen, and what comes comes as it happens. */
  readonly attentive: boolean;
  /** Where one reads is the end. */
  readonly atEnd: boolean;
  readonly setAtEnd: (atEnd: boolean) => void;
  /** Both: what comes is read. */
  readonly present: boolean;
}

/** @param live - not while the connection is lost, nor while what was missed arrives */
export const useAttention = (live: boolean): Attention => {
  const [atEnd, setAtEnd] = useState(false);
  const visible = useVisible();
  const attentive = visible && live;
  const [wasAttentive, setWasAttentive] = useState(attentive);
  if (wasAttentive !== attentive) {
    setWasAttentive(attentive);
    // Whoever is back has read nothing yet of what they missed: where they are is looked at anew.
    setAtEnd(false);
  }
  return { attentive, atEnd, setAtEnd, present: attentive && atEnd && wasAttentive === attentive };
};
