import type { ChatClient, Member } from "@beseda/client";
import { useEffect, useState } from "react";

/** The wait in milliseconds, because several people often arrive together: they are asked for together. */
const gatherMs = 1000;

export interface PeopleOptions {
  readonly client: Pick<ChatClient, "members">;
  readonly room: string;
  /** Changes when the list may have. */
  readonly news: unknown;
  /** Whether anybody looks at the list. */
  readonly wanted: boolean;
}

/** Returns the people in a room and online; undefined until known, `"unknown"` if the server did not say. */
export const usePeople = ({
  client,
  room,
  news,
  wanted,
}: PeopleOptions): readonly Member[] | "unknown" | undefined => {
  const [known, setKnown] = useState<{
    readonly room: string;
    readonly people: readonly Member[] | "unknown";
  }>();
  const isFirst = known?.room !== room;
  useEffect(() => {
    if (!wanted) return undefined;
    let isOver = false;
    const look = async (): Promise<void> => {
      const people = await client.members(room).catch(() => "unknown" as const);
      if (!isOver)
        setKnown((before) => (people === "unknown" && before?.room === room ? before : { room, people }));
    };
    const timer = setTimeout(() => void look(), isFirst ? 0 : gatherMs);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `isFirst` only says how long to wait
  }, [client, room, news, wanted]);
  return isFirst || !wanted ? undefined : known.people;
};
