import type { ChatClient, Place } from "@beseda/client";
import { useCallback, useEffect, useMemo, useState } from "react";
import { currentRoom, linkedSeq, useLinkedSeq } from "../rooms/current-room.ts";
import type { Target } from "../timeline/use-target.ts";

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
  /** Leads to a message. */
  readonly onGo: (seq: number) => void;
  /** Leads to the first message of a day, `2026-11-30`, on the person's clock. */
  readonly onDay: (day: string) => void;
  /** Loads everything at the live end after a place. */
  readonly onReach: (seq: number) => Promise<void>;
}

/** Returns the nearest message that is shown: anything else that happened is not led to. */
const messageFrom = (client: ChatClient, room: string, from: number): number => {
  const { windows, timelines } = client.snapshot();
  const { items } = windows.get(room) ?? timelines.get(room) ?? { items: [] };
  return items.find(({ kind, seq }) => kind === "message" && seq >= from)?.seq ?? from;
};

export const useJump = ({ client, room, isOpen, complain }: JumpOptions): Jump => {
  const [target, setTarget] = useState<Target>();
  const linked = useLinkedSeq();
  const go = useCallback(
    (place: Place) => {
      const lead = async () => {
        const hit = await client.goTo(room, place);
        if (hit !== undefined) setTarget({ seq: messageFrom(client, room, hit) });
      };
      lead().catch(complain);
    },
    [client, room, complain],
  );
  useEffect(() => {
    if (!isOpen) return undefined;
    if (linked !== undefined) go({ seq: linked });
    // Who comes again finds the room at its end, or at what is unread (VIEW-3).
    return () => client.toNewest(room);
  }, [client, room, isOpen, linked, go]);
  useEffect(() => {
    if (!isOpen || linked === undefined) return undefined;
    const again = () => {
      if (currentRoom() === room && linkedSeq() === linked) go({ seq: linked });
    };
    window.addEventListener("hashchange", again);
    return () => window.removeEventListener("hashchange", again);
  }, [room, isOpen, linked, go]);
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
  return useMemo(
    () => ({
      target,
      onReach,
      onGo: (seq: number) => go({ seq }),
      onDay: (day: string) => go({ time: new Date(`${day}T00:00`).toISOString() }),
    }),
    [target, onReach, go],
  );
};
