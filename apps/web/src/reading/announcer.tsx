import type { ConnectionState, TimelineItem } from "@beseda/client";
import { useEffect, useEffectEvent, useState } from "react";
import { heardWords } from "../connection/words.ts";
import { useUiTexts } from "../preferences/preferences-context.ts";
import { announcementsOf } from "./announcement.ts";

export interface AnnouncerProps {
  readonly items: readonly TimelineItem[];
  /** Whether what comes comes as it happens. */
  readonly live: boolean;
  readonly connection: ConnectionState;
}

/** What comes within this time is read out together, in milliseconds. */
const gatherMs = 500;
/** What was read out longer ago leaves the page: who walks through it finds the messages in the list. */
const kept = 5;

interface Announcement {
  readonly id: number;
  readonly words: string;
}

/** Reads out what is new, once, politely; history is not new. Mount it anew for another room. */
export const Announcer = ({ items, live, connection }: AnnouncerProps) => {
  const texts = useUiTexts();
  const [told, setTold] = useState<readonly TimelineItem[]>();
  // What was there when one came is no news; the first thing that is said in an empty room is.
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
    // Each is a new part of the page: the same words said twice are read twice, and none takes the place of another.
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
