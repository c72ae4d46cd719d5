import { ChatError, isPrivateRoom, roomKey, roomNameSchema } from "@beseda/protocol";
import type { ChatFacts } from "./state.ts";

/** Keys by which room names are compared. Each is computed once, however many rooms are opened beside it. */
export class RoomLooks {
  readonly #keys = new Map<string, string>();

  keyOf(room: string): string {
    let key = this.#keys.get(room);
    if (key === undefined) this.#keys.set(room, (key = roomKey(room)));
    return key;
  }
}

/**
 * Refuses a public room without a name, or with one that looks like another's (NAM-5). Private names end in
 * random characters.
 * @throws {ChatError} `bad-room-name`, `room-exists`
 */
export const refuseBadRoom = (
  { rooms }: Pick<ChatFacts, "rooms">,
  room: string,
  looks = new RoomLooks(),
): void => {
  if (isPrivateRoom(room)) return;
  if (!roomNameSchema.safeParse(room).success) throw new ChatError("bad-room-name");
  const key = roomKey(room);
  for (const other of rooms.keys()) {
    if (!isPrivateRoom(other) && looks.keyOf(other) === key) throw new ChatError("room-exists", other);
  }
};
