import type { TimelineItem, TimelineMessage } from "@beseda/client";
import { withoutSpoilers } from "@beseda/markup/spoilers";
import type { UiTexts } from "../locale/ui-texts.ts";
import { isNews, newestSeq } from "./news.ts";

/** The greatest number read out at once: more are counted. */
const readOut = 3;

type Items = readonly TimelineItem[];

const isFailed = (item: TimelineItem): item is TimelineMessage =>
  item.kind === "message" && item.delivery?.state === "failed";

/** Returns what a screen reader says of a change: each message once, even if its words were said before. */
export const announcementsOf = (before: Items, after: Items, texts: UiTexts): readonly string[] => {
  const last = newestSeq(before);
  const news = after.filter((item): item is TimelineMessage => isNews(item, last));
  const failedBefore = new Set(before.filter(isFailed).map(({ key }) => key));
  const failed = after.filter(isFailed).filter(({ key }) => !failedBefore.has(key));
  return [
    ...(news.length > readOut
      ? [texts.announcement.several(news.length)]
      : news.map(({ name, text, deleted, action }) =>
          action && !deleted
            ? `${name} ${withoutSpoilers(text)}`
            : texts.announcement.message(name, deleted ? texts.timeline.deleted : withoutSpoilers(text)),
        )),
    ...failed.flatMap(({ text, delivery }) =>
      delivery?.state === "failed" ? [texts.announcement.failed(text, delivery.reason)] : [],
    ),
  ];
};
