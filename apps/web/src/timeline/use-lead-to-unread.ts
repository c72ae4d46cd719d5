import { useEffectEvent, useLayoutEffect, useRef, useState } from "react";

export interface LeadOptions {
  /** Whether somebody looks at the page, and items arrive as they happen. */
  readonly attentive: boolean;
  readonly isAtEnd: () => boolean;
  readonly firstUnreadKey: string | undefined;
  /** Brings the surroundings of the line into the page. */
  readonly showUnread: () => void;
  /** Loads everything after the line. */
  readonly reach: () => Promise<void>;
}

export interface Lead {
  /** Whether the reader is still to be led to the line, as soon as it is in the page. */
  readonly isLed: () => boolean;
  readonly arrived: () => void;
  /** Leads to the first unread message, though it is not loaded yet. */
  readonly toUnread: () => void;
}

/** Leads the reader to the line over what is unread: when a room opens, when they are back, and when they ask. */
export const useLeadToUnread = (options: LeadOptions): Lead => {
  const { attentive, isAtEnd, firstUnreadKey, showUnread, reach } = options;
  const leadsToUnread = useRef(firstUnreadKey !== undefined);
  const [reached, setReached] = useState<object>();
  const lead = useEffectEvent(() => {
    if (firstUnreadKey === undefined) return;
    leadsToUnread.current = true;
    showUnread();
  });
  // A person who is back finds the place where they stopped, unless they had gone elsewhere before.
  const returned = useEffectEvent(() => {
    if (isAtEnd()) lead();
  });
  useLayoutEffect(() => {
    if (attentive) returned();
  }, [attentive]);
  useLayoutEffect(() => {
    if (reached !== undefined) lead();
  }, [reached]);
  return {
    isLed: () => leadsToUnread.current,
    arrived: () => {
      leadsToUnread.current = false;
    },
    toUnread: () => {
      void reach().then(() => setReached({}));
    },
  };
};
