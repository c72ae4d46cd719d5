import { useEffect, useRef, type PointerEvent, type SyntheticEvent } from "react";

/** How long a finger rests, in milliseconds, and how far it may slip meanwhile, in pixels. */
const restMs = 450;
const slipPx = 10;

export interface LongPress {
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onPointerMove: (event: PointerEvent) => void;
  readonly onPointerUp: () => void;
  readonly onPointerCancel: () => void;
  readonly onTouchEnd: (event: SyntheticEvent) => void;
  readonly onContextMenu: (event: SyntheticEvent) => void;
}

/** Calls back when a finger rests on an element, but for what has a meaning of its own for it: links, buttons. */
export const useLongPress = (onLong: () => void): LongPress => {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const from = useRef({ x: 0, y: 0 });
  const isTaken = useRef(false);
  const stop = () => clearTimeout(timer.current);
  /** Keeps the browser from giving the focus, or a menu of its own, to what lies under the finger. */
  const take = (event: SyntheticEvent) => {
    if (isTaken.current) event.preventDefault();
  };
  useEffect(() => () => clearTimeout(timer.current), [timer]);
  return {
    onPointerDown: ({ pointerType, target, clientX: x, clientY: y }) => {
      stop();
      isTaken.current = false;
      const isOther = target instanceof Element && target.closest("a, button, .message-popup") !== null;
      if (pointerType !== "touch" || isOther) return;
      from.current = { x, y };
      timer.current = setTimeout(() => {
        isTaken.current = true;
        onLong();
      }, restMs);
    },
    onPointerMove: ({ clientX, clientY }) => {
      if (Math.hypot(clientX - from.current.x, clientY - from.current.y) > slipPx) stop();
    },
    onPointerUp: stop,
    onPointerCancel: stop,
    onTouchEnd: take,
    onContextMenu: take,
  };
};
