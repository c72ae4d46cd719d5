import type { TimelineItem } from "@beseda/client";
import { useMemo, useState } from "react";
import * as windows from "./row-window.ts";

export interface RowWindowOptions {
  readonly items: readonly TimelineItem[];
  readonly hasOlder: boolean;
  /** The key of the first unread message, if there is one. */
  readonly firstUnreadKey: string | undefined;
}

/** The part of a long room that is in the page. */
export interface ShownWindow {
  readonly window: windows.RowWindow;
  readonly part: windows.ShownItems;
  readonly show: (window: windows.RowWindow) => void;
  readonly showUnread: () => void;
  /** Shows the surroundings of a message; returns whether it is loaded. */
  readonly showMessage: (seq: number) => boolean;
  readonly showEnd: () => void;
}

export const useRowWindow = ({ items, hasOlder, firstUnreadKey }: RowWindowOptions): ShownWindow => {
  const windowAtUnread = (): windows.RowWindow => {
    const unread = items.findIndex(({ key }) => key === firstUnreadKey);
    return unread === -1 ? windows.atTheEnd(items) : windows.around(items, unread);
  };
  const [chosen, setWindow] = useState(windowAtUnread);
  const window = windows.isEmpty(items, chosen) ? windows.atTheEnd(items) : chosen;
  const part = useMemo(() => windows.shownItems(items, window, hasOlder), [items, window, hasOlder]);
  return {
    window,
    part,
    show: (next) => {
      if (next.from !== chosen.from || next.to !== chosen.to) setWindow(next);
    },
    showUnread: () => setWindow(windowAtUnread()),
    showMessage: (seq) => {
      const index = items.findIndex((item) => item.kind === "message" && item.seq === seq);
      if (index !== -1) setWindow(windows.around(items, index));
      return index !== -1;
    },
    showEnd: () => setWindow(windows.atTheEnd(items)),
  };
};
