import type { TimelineItem, TimelineMessage } from "@beseda/client";
import type { UiTexts } from "../locale/ui-texts.ts";
import { isNews } from "./read-marks.ts";

/** More than so many at once are counted, not read out. */
const readOut = 3;

/** What a screen reader says of messages that came after a place; empty for none. */
export const announcementOf = (items: readonly TimelineItem[], after: number, texts: UiTexts): string => {
  const news = items.filter((item): item is TimelineMessage => isNews(item, after));
  if (news.length > readOut) return texts.announcement.several(news.length);
  return news.map(({ name, text }) => texts.announcement.message(name, text)).join("\n");
};
