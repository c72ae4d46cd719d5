import { invitedRoom, isAhead, roomWord, type ChatSnapshot } from "@beseda/client";

/**
 * Returns a room's name as the person who looks at it sees it: `#lobby`, `~книги`, `@Борис` (DIR-1); on the
 * way to a room, the command that leads there.
 */
export const placeIn = (
  { rooms, timelines }: Pick<ChatSnapshot, "rooms"> & Partial<Pick<ChatSnapshot, "timelines">>,
  name: string,
): string => {
  if (!isAhead(name)) return roomWord(rooms.find(({ room }) => room === name) ?? { room: name });
  const command = timelines?.get(name)?.items.find((item) => item.kind === "message");
  return `${command?.text ?? ""} …`;
};

/** Returns the room that a typed name means; an unknown name stays as it is. */
export const roomCalled = (
  { rooms, invitations }: Pick<ChatSnapshot, "rooms" | "invitations">,
  typed: string,
): string => {
  const wanted = typed.toLowerCase();
  const found = rooms.find((summary) => summary.room === typed || roomWord(summary).toLowerCase() === wanted);
  return found?.room ?? invitedRoom({ invitations }, typed);
};
