import type { ChatClient } from "@beseda/client";
import { useEffect } from "react";
import { useVisible } from "../ui/use-visible.ts";

/** How long the page is out of sight before one is away, in milliseconds. */
const awayAfterMs = 3 * 60_000;

/** Who looks at the page is there; who has it out of sight for some minutes is away. */
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
