import { familiarPlaceOf, isDirectRoom, isPrivateRoom, type RoomSummary } from "@beseda/protocol";

/** The name of a room in lists and headings. */
export interface RoomLabel {
  /** `#`, `@` for a room of two, `~` for one that is entered by invitation. */
  readonly sign: "#" | "@" | "~";
  readonly name: string;
}

/** Returns a room's label as people call it: by its title; a room of two by the other's name (DIR-1). */
export const roomLabel = ({ room, title }: Pick<RoomSummary, "room" | "title">): RoomLabel => {
  if (isDirectRoom(room)) return { sign: "@", name: title ?? room.slice(1) };
  if (isPrivateRoom(room)) return { sign: "~", name: title ?? familiarPlaceOf(room).slice(1) };
  return { sign: "#", name: title ?? room };
};

/** Returns the same as one word, `@Борис`. */
export const roomWord = (summary: Pick<RoomSummary, "room" | "title">): string => {
  const { sign, name } = roomLabel(summary);
  return sign + name;
};
