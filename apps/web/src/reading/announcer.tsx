import type { TimelineItem } from "@beseda/client";
import { useState } from "react";
import { useUiTexts } from "../preferences/preferences-context.ts";
import { announcementOf } from "./announcement.ts";
import { newestSeq } from "./read-marks.ts";

export interface AnnouncerProps {
  readonly items: readonly TimelineItem[];
  /** Where the connection stands; empty while all is well. */
  readonly connection: string;
}

/** Reads out what is new, once, politely; history is not new. Mount it anew for another room. */
export const Announcer = ({ items, connection }: AnnouncerProps) => {
  const texts = useUiTexts();
  const [said, setSaid] = useState({ items, text: "" });
  if (said.items !== items) {
    const text = said.items.length === 0 ? "" : announcementOf(items, newestSeq(said.items), texts);
    setSaid({ items, text: text === "" ? said.text : text });
  }
  return (
    <div className="visually-hidden">
      <p role="status">{connection}</p>
      <p role="status" data-testid="announcer">
        {said.text}
      </p>
    </div>
  );
};
