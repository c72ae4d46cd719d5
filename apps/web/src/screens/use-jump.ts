import type { ChatClient } from "@beseda/client";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { currentRoom, linkedSeq, openMessage, useLinkedSeq } from "../rooms/current-room.ts";
import { messageInView } from "../timeline/message-in-view.ts";
import type { Target } from "../timeline/use-target.ts";
import { goTo, messageFrom } from "./go-to.ts";

/** Pages of older messages that are loaded for one press, at most: the next press goes on. */
const mostPages = 20;

export interface JumpOptions {
  readonly client: ChatClient;
  readonly room: string;
  /** Whether the room can be read. */
  readonly isOpen: boolean;
  readonly complain: (error: unknown) => void;
}

/** The ways to a place in a room, loaded or not. */
export interface Jump {
  /** The message to lead to. */
  readonly target: Target | undefined;
  /** Another object each time that Back leads from a message of the room to its end. */
  readonly returned: object | undefined;
  /** Leads to a message. */
  readonly onGo: (seq: number) => void;
  /** Leads to the first message of a day, `2026-11-30`, on the person's clock. */
  readonly onDay: (day: string) => void;
  /** Loads everything at the live end after a place. */
  readonly onReach: (seq: number) => Promise<void>;
}

export const useJump = ({ client, room, isOpen, complain }: JumpOptions): Jump => {
  const [reached, setReached] = useState<Target & { readonly room: string }>();
  const [returned, setReturned] = useState<object>();
  const linked = useLinkedSeq(room);
  const cameFrom = useRef<string>(undefined);
  const lead = useCallback(
    (seq: number) => {
      const go = async () => {
        const hit = await client.goTo(room, { seq });
        if (hit !== undefined) setReached({ room, seq: messageFrom(client, room, hit) });
      };
      go().catch(complain);
    },
    [client, room, complain],
  );
  useEffect(() => {
    if (!isOpen) return undefined;
    if (linked !== undefined) lead(linked);
    else if (cameFrom.current === room) setReturned({});
    cameFrom.current = linked === undefined ? undefined : room;
    return () => setReached(undefined);
  }, [room, isOpen, linked, lead]);
  useEffect(() => {
    // Who comes again finds the room at its end, or at what is unread (VIEW-3).
    return isOpen ? () => client.toNewest(room) : undefined;
  }, [client, room, isOpen]);
  useEffect(() => {
    if (!isOpen || linked === undefined) return undefined;
    const again = () => {
      if (currentRoom() === room && linkedSeq() === linked) lead(linked);
    };
    window.addEventListener("hashchange", again);
    return () => window.removeEventListener("hashchange", again);
  }, [room, isOpen, linked, lead]);
  const onReach = useCallback(
    async (seq: number) => {
      client.toNewest(room);
      const timeline = () => client.snapshot().timelines.get(room);
      const isReached = () => (timeline()?.items[0]?.seq ?? Number.POSITIVE_INFINITY) <= seq;
      try {
        for (let page = 0; page < mostPages && !isReached() && timeline()?.hasOlder; page += 1)
          await client.loadOlder(room);
      } catch (error) {
        complain(error);
      }
    },
    [client, room, complain],
  );
  const target = reached?.room === room ? reached : undefined;
  return useMemo(
    () => ({
      target,
      returned,
      onReach,
      onGo: (seq: number) => openMessage(room, seq, messageInView(client, room)),
      onDay: (day: string) => {
        goTo(client, room, { time: new Date(`${day}T00:00`).toISOString() }).catch(complain);
      },
    }),
    [client, room, target, returned, onReach, complain],
  );
};
