import type { ChatClient } from "@beseda/client";
import { useEffect } from "react";
import { useVisible } from "../ui/use-visible.ts";

/** The time out of sight after which the person is away, in milliseconds. */
const awayAfterMs = 3 * 60_000;

/** Reports presence: a person who looks at the page is there; with it out of sight for some minutes, away. */
export const useAway = (client: Pick<ChatClient, "setPresence">): void => {
  const isVisible = useVisible();
  useEffect(() => {
    if (isVisible) {
      client.setPresence("active");
      return undefined;
    }
    const timer = setTimeout(() => client.setPresence("away"), awayAfterMs);
    return () => clearTimeout(timer);
  }, [client, isVisible]);
};
