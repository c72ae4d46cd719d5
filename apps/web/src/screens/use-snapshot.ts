import type { ChatClient, ChatSnapshot } from "@beseda/client";
import { useCallback, useSyncExternalStore } from "react";
import { atFramePace } from "../store/at-frame-pace.ts";

/** What the client knows; the component renders again at each change, but not more often than is to be seen. */
export const useSnapshot = (client: ChatClient): ChatSnapshot =>
  useSyncExternalStore(
    useCallback((listener: () => void) => client.subscribe(atFramePace(listener)), [client]),
    useCallback(() => client.snapshot(), [client]),
  );
