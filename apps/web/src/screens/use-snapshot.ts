import type { ChatClient, ChatSnapshot } from "@beseda/client";
import { useCallback, useSyncExternalStore } from "react";
import { atFramePace } from "../store/at-frame-pace.ts";

/** Returns the client's snapshot; the component renders at each change, but not faster than can be seen. */
export const useSnapshot = (client: ChatClient): ChatSnapshot =>
  useSyncExternalStore(
    useCallback((listener: () => void) => client.subscribe(atFramePace(listener)), [client]),
    useCallback(() => client.snapshot(), [client]),
  );
