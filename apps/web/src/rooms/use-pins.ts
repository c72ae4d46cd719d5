import type { ChatClient, TimelineItem } from "@beseda/client";
import type { PinnedMessage } from "@beseda/protocol";
import { useEffect, useMemo, useState } from "react";
import { messageAt } from "../timeline/message-at.ts";

/** A pinned message as it is shown. */
export interface Pin {
  readonly seq: number;
  /** Undefined until the server has said what the message says. */
  readonly message: Pick<PinnedMessage, "name" | "text"> | undefined;
}

export interface PinsOptions {
  readonly client: Pick<ChatClient, "pins">;
  readonly room: string;
  /** `seq`s of the pinned messages, in the order of pinning. */
  readonly pins: readonly number[];
  /** The loaded items of the room, without those of people whom the person has blocked. */
  readonly items: readonly TimelineItem[];
  readonly blocked: ReadonlyMap<string, string>;
  readonly isOnline: boolean;
}

const nothing: readonly PinnedMessage[] = [];

/** Returns the pinned messages of a room, the newest first, as they are now. */
export const usePins = ({ client, room, pins, items, blocked, isOnline }: PinsOptions): readonly Pin[] => {
  const [known, setKnown] = useState(nothing);
  useEffect(() => {
    if (!isOnline || pins.length === 0) return undefined;
    let isOver = false;
    // Without an answer they are shown by their numbers, and asked for again at the next change.
    client.pins(room).then(
      (found) => isOver || setKnown(found),
      () => undefined,
    );
    return () => {
      isOver = true;
    };
  }, [client, room, pins, isOnline]);
  return useMemo(() => {
    const readable = known.filter(({ client_id }) => !blocked.has(client_id));
    const found = new Map(readable.map((pinned) => [pinned.seq, pinned]));
    // What is loaded is followed: an edit is seen here at once.
    return pins.toReversed().map((seq) => ({ seq, message: messageAt(items, seq) ?? found.get(seq) }));
  }, [known, pins, items, blocked]);
};
