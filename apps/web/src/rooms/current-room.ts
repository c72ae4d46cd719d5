import { knownRoomSchema, lobby } from "@beseda/protocol";
import { useSyncExternalStore } from "react";
import { isOpenEntry } from "../ui/use-back-closes.ts";

/** Matches `#room` and `#room/12`. The names of rooms have no slash. */
const placed = /^#?(?<name>[^/]*)(?:\/(?<seq>\d{1,15}))?$/u;

/** Returns the room named after `#` in the address, so that Back and links work; by default the lobby. */
const roomOf = (hash: string): string => {
  try {
    const parsed = knownRoomSchema.safeParse(decodeURIComponent(placed.exec(hash)?.groups?.["name"] ?? ""));
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

/** Returns the room that the address leads to. */
export const currentRoom = (): string => roomOf(location.hash);

export const useCurrentRoom = (): string => useSyncExternalStore(subscribe, currentRoom);

/** Returns the place of the message that the address leads to, if it leads to one (HIST-6). */
const linkedSeqOf = (hash: string): number | undefined => {
  const seq = Number(placed.exec(hash)?.groups?.["seq"] ?? 0);
  return seq === 0 ? undefined : seq;
};

/** Returns the place of the message that the address leads to. */
export const linkedSeq = (): number | undefined => linkedSeqOf(location.hash);

/**
 * Returns the place in a room that the address leads to. Whoever still shows the room before when the address changes
 * has no place in it: React may draw a part of the page anew before the part that names the room.
 */
export const useLinkedSeq = (room: string): number | undefined =>
  useSyncExternalStore(subscribe, () => (currentRoom() === room ? linkedSeq() : undefined));

/** Returns the address of a room within this page. */
export const roomAddress = (room: string): string => `#${encodeURIComponent(room)}`;

/** Returns the address of a message within this page. */
export const messageAddress = (room: string, seq: number): string => `${roomAddress(room)}/${seq}`;

/** Returns a message's address for others. */
export const messageLink = (room: string, seq: number): string =>
  new URL(messageAddress(room, seq), location.href).href;

/**
 * Goes to a message. Back leads to where one was, which is named in the address that one leaves.
 *
 * @param from - the message that one was at in this room; undefined at its end, or in another room
 */
export const openMessage = (room: string, seq: number, from?: number): void => {
  const address = messageAddress(room, seq);
  // Who asks for it once more has gone elsewhere meanwhile.
  if (location.hash === address) return void window.dispatchEvent(new HashChangeEvent("hashchange"));
  if (currentRoom() === room) {
    const left = from === undefined ? roomAddress(room) : messageAddress(room, from);
    history.replaceState(history.state, "", left);
  }
  location.hash = address;
};

/** Opens a room. One chosen in an overlay replaces it in the history: Back leads to the room before. */
export const openRoom = (room: string): void => {
  if (isOpenEntry(history.state)) location.replace(roomAddress(room));
  else location.hash = roomAddress(room);
};
