import { invitedRoom, roomWord, type ChatSnapshot } from "@beseda/client";

/** What a room is called by the person who looks at it: `#lobby`, `~книги`, `@Борис` (DIR-1). */
export const placeIn = ({ rooms }: Pick<ChatSnapshot, "rooms">, name: string): string =>
  roomWord(rooms.find(({ room }) => room === name) ?? { room: name });

/** The room that somebody means who types what it is called; what is not known stays as it is. */
export const roomCalled = (
  { rooms, invitations }: Pick<ChatSnapshot, "rooms" | "invitations">,
  typed: string,
): string => {
  const wanted = typed.toLowerCase();
  const found = rooms.find((summary) => summary.room === typed || roomWord(summary).toLowerCase() === wanted);
  return found?.room ?? invitedRoom({ invitations }, typed);
};
