import type { ConnectionState, TimelineItem } from "@beseda/client";
import { useEffect, useEffectEvent, useState } from "react";
import { heardWords } from "../connection/words.ts";
import { useUiTexts } from "../preferences/preferences-context.ts";
import { announcementsOf } from "./announcement.ts";

export interface AnnouncerProps {
  readonly items: readonly TimelineItem[];
  /** Whether items arrive as they happen. */
  readonly live: boolean;
  readonly connection: ConnectionState;
}

/** Items that arrive within this time are read out together, in milliseconds. */
const gatherMs = 500;
/** The number of announcements kept: older ones leave the page, for their messages are found in the list. */
const kept = 5;

interface Announcement {
  readonly id: number;
  readonly words: string;
}

/** Reads out new items, once, politely; history is not new. Mount it anew for another room. */
export const Announcer = ({ items, live, connection }: AnnouncerProps) => {
  const texts = useUiTexts();
  const [told, setTold] = useState<readonly TimelineItem[]>();
  // Items that were there on entry are not news; the first message in an empty room is.
  if (told === undefined && live) setTold(items);
  const [said, setSaid] = useState<readonly Announcement[]>([]);
  const [heard, setHeard] = useState("");
  const words = heardWords(heard, connection, texts);
  if (words !== heard) setHeard(words);
  const isBehind = told !== undefined && told !== items;
  const tell = useEffectEvent(() => {
    if (told === undefined) return;
    const first = (said.at(-1)?.id ?? 0) + 1;
    const more = announcementsOf(told, items, texts).map((words, index) => ({ id: first + index, words }));
    setTold(items);
    // Each is a new element: the same words said twice are read twice, and none replaces another.
    if (more.length > 0) setSaid([...said, ...more].slice(-kept));
  });
  useEffect(() => {
    if (!isBehind) return undefined;
    const timer = setTimeout(tell, gatherMs);
    return () => clearTimeout(timer);
  }, [isBehind]);
  return (
    <div className="visually-hidden">
      <p role="status">{words}</p>
      <div
        role="log"
        aria-live="polite"
        aria-relevant="additions"
        aria-atomic="false"
        data-testid="announcer"
      >
        {said.map(({ id, words }) => (
          <p key={id}>{words}</p>
        ))}
      </div>
    </div>
  );
};
