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

/** Returns the function that goes to the row that one was led to: once, as soon as it is in the page. */
export const useTarget = ({ target, scroller, showMessage }: TargetOptions): ((go: Go) => void) => {
  const wanted = useRef<Target>(undefined);
  const led = useRef<Target>(undefined);
  const lead = useEffectEvent((next: Target) => {
    if (next === led.current || !showMessage(next.seq)) return;
    led.current = next;
    wanted.current = next;
  });
  // Each time: what one is led to may come after the wish.
  useLayoutEffect(() => {
    if (target !== undefined) lead(target);
  });
  return (go) => {
    if (wanted.current === undefined) return;
    const row = scroller.current?.querySelector<HTMLElement>(`article[data-seq="${wanted.current.seq}"]`);
    if (!row) return;
    wanted.current = undefined;
    go(row);
    pointOut(row);
  };
};
