import { CurrentRoom, isAhead, type ChatClient } from "@beseda/client";
import { useEffect, useMemo, useState } from "react";
import { currentRoom, openRoom } from "./current-room.ts";

/** The destination of typed text. */
export interface WritingRoom {
  /** The room on the screen, or the one that a command leads to, before the server has said which one that is. */
  readonly room: string;
  /** Stays the same from a command to the room that it leads to, so that typing is not interrupted. */
  readonly key: string;
  readonly here: CurrentRoom;
}

interface Led {
  readonly ahead: string;
  /** The room that it has led to. */
  readonly room?: string;
}

/** Returns the room to write to: the shown one; on the way to another, typed text waits for that (CLI-1). */
export const useWritingRoom = (client: ChatClient, shown: string): WritingRoom => {
  const [led, setLed] = useState<Led>();
  const here = useMemo(
    () =>
      new CurrentRoom({
        client,
        room: shown,
        onChange: (room) => {
          if (isAhead(room)) setLed({ ahead: room });
          else {
            setLed((before) => before && { ahead: before.ahead, room });
            // An address that leads to a message of the room stays what it is.
            if (currentRoom() !== room) openRoom(room);
          }
        },
      }),
    // oxlint-disable-next-line react/exhaustive-deps -- the first room; it follows the shown one below
    [client],
  );
  useEffect(() => {
    if (here.settled !== shown) here.show(shown);
  }, [here, shown]);
  if (led === undefined || (led.room !== undefined && led.room !== shown))
    return { room: shown, key: shown, here };
  return { room: led.room ?? led.ahead, key: led.ahead, here };
};
