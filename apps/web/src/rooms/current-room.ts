import { knownRoomSchema, lobby } from "@beseda/protocol";
import { useSyncExternalStore } from "react";
import { isOpenEntry } from "../ui/use-back-closes.ts";

/** Returns the room named after `#` in the address, so that Back and links work; by default the lobby. */
const roomOf = (hash: string): string => {
  try {
    const parsed = knownRoomSchema.safeParse(decodeURIComponent(hash.replace(/^#/u, "")));
    return parsed.success ? parsed.data : lobby;
  } catch {
    // The address contains a stray `%`, typed by somebody.
    return lobby;
  }
};

const subscribe = (listener: () => void) => {
  window.addEventListener("hashchange", listener);
  return () => window.removeEventListener("hashchange", listener);
};

export const useCurrentRoom = (): string => useSyncExternalStore(subscribe, () => roomOf(location.hash));

/** Returns the address of a room within this page. */
export const roomAddress = (room: string): string => `#${encodeURIComponent(room)}`;

/** Opens a room. One chosen in an overlay replaces it in the history: Back leads to the room before. */
export const openRoom = (room: string): void => {
  if (isOpenEntry(history.state)) location.replace(roomAddress(room));
  else location.hash = roomAddress(room);
};
