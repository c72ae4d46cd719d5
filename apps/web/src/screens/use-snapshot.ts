import type { ChatClient, ChatSnapshot } from "@beseda/client";
import { useCallback, useSyncExternalStore } from "react";

/** What the client knows; the component renders again at each change. */
export const useSnapshot = (client: ChatClient): ChatSnapshot =>
  useSyncExternalStore(
    useCallback((listener: () => void) => client.subscribe(listener), [client]),
    useCallback(() => client.snapshot(), [client]),
  );
