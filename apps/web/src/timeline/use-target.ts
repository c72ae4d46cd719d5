import { useEffectEvent, useLayoutEffect, useRef, type RefObject } from "react";
import { pointOut } from "./point-out.ts";

/** A message to lead to. */
export interface Target {
  readonly seq: number;
}

export interface TargetOptions {
  /** Another object each time. */
  readonly target: Target | undefined;
  readonly scroller: RefObject<HTMLElement | null>;
  /** Brings the surroundings of a message into the page; returns whether it is loaded. */
  readonly showMessage: (seq: number) => boolean;
}

/** Goes to a row. */
type Go = (row: HTMLElement) => void;

/**
 * Returns the function that goes to the row that one was led to: once, as soon as it is in the page. It returns whether
 * the surroundings of that row are still to come, so that the present place is nobody's.
 */
export const useTarget = ({ target, scroller, showMessage }: TargetOptions): ((go: Go) => boolean) => {
  const wanted = useRef<Target>(undefined);
  const led = useRef<Target>(undefined);
  const isShowing = useRef(false);
  const lead = useEffectEvent((next: Target) => {
    isShowing.current = next !== led.current && showMessage(next.seq);
    if (!isShowing.current) return;
    led.current = next;
    wanted.current = next;
  });
  // Each time: what one is led to may come after the wish.
  useLayoutEffect(() => {
    if (target !== undefined) lead(target);
  });
  return (go) => {
    // Its surroundings come in the next pass, and rows that go with them would take the reader along.
    if (isShowing.current) return true;
    const seq = wanted.current?.seq;
    const row = scroller.current?.querySelector<HTMLElement>(`article[data-seq="${seq}"]`);
    if (!row) return false;
    wanted.current = undefined;
    go(row);
    pointOut(row);
    return false;
  };
};
