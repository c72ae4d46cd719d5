import { isDirectRoom, isPrivateRoom, type RoomSummary } from "@beseda/protocol";

/** How a room is called in lists and headings. */
export interface RoomLabel {
  /** `#`, `@` for a room of two, `~` for one that is entered by invitation. */
  readonly sign: "#" | "@" | "~";
  readonly name: string;
}

/** A name that nobody gave: what is left of a private room's without its random end. */
const plainName = (room: string): string => room.slice(1).replace(/-[0-9a-z]{6,}$/iu, "");

/** A room as people call it: by its title; that of two by the other's name (DIR-1). */
export const roomLabel = ({ room, title }: Pick<RoomSummary, "room" | "title">): RoomLabel => {
  if (isDirectRoom(room)) return { sign: "@", name: title ?? room.slice(1) };
  if (isPrivateRoom(room)) return { sign: "~", name: title ?? plainName(room) };
  return { sign: "#", name: title ?? room };
};

/** The same as one word, `@Борис`. */
export const roomWord = (summary: Pick<RoomSummary, "room" | "title">): string => {
  const { sign, name } = roomLabel(summary);
  return sign + name;
};
