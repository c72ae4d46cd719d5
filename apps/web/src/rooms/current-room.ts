import { knownRoomSchema, lobby } from "@beseda/protocol";
import { useSyncExternalStore } from "react";
import { isOpenEntry } from "../ui/use-back-closes.ts";

/** The room that the address names after `#`, so that Back and links work; the lobby where it names none. */
const roomOf = (hash: string): string => {
  try {
    const parsed = knownRoomSchema.safeParse(decodeURIComponent(hash.replace(/^#/u, "")));
    return parsed.success ? parsed.data : lobby;
  } catch {
    // A stray `%` in an address that somebody typed.
    return lobby;
  }
};

const subscribe = (listener: () => void) => {
  window.addEventListener("hashchange", listener);
  return () => window.removeEventListener("hashchange", listener);
};

export const useCurrentRoom = (): string => useSyncExternalStore(subscribe, () => roomOf(location.hash));

/** The address of a room within this page. */
export const roomAddress = (room: string): string => `#${encodeURIComponent(room)}`;

/** A room that one chose in what lies over the page takes its place in the history: Back leads to the room before. */
export const openRoom = (room: string): void => {
  if (isOpenEntry(history.state)) location.replace(roomAddress(room));
  else location.hash = roomAddress(room);
};
