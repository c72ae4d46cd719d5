import type { TimelineNotice } from "@beseda/client";
import { noticeOf, type Locale } from "@beseda/protocol";
import { memo } from "react";
import { clockOf, exactTime } from "../locale/calendar.ts";
import type { UiTexts } from "../locale/ui-texts.ts";
import { useLocale, useUiTexts } from "../preferences/preferences-context.ts";
import { foldNotices } from "./fold.ts";

/** The greatest number of names shown: more are counted. */
const shownNames = 4;

const list = (names: readonly string[], texts: UiTexts): string => {
  const shown = names.slice(0, shownNames).join(", ");
  const rest = names.length - shownNames;
  return rest > 0 ? `${shown} ${texts.timeline.more(rest)}` : shown;
};

/** Sums up many notices in a few words. */
const summaryOf = (notices: readonly TimelineNotice[], texts: UiTexts, locale: Locale): string => {
  const { came, went, passed, returned, others } = foldNotices(notices);
  const words: string[] = [];
  if (came.length > 0) words.push(texts.timeline.came(list(came, texts)));
  if (went.length > 0) words.push(texts.timeline.went(list(went, texts)));
  if (passed.length > 0) words.push(texts.timeline.passed(list(passed, texts)));
  if (returned.length > 0) words.push(texts.timeline.returned(list(returned, texts)));
  const [first] = others;
  if (first !== undefined) words.push(noticeOf(first.record, locale) ?? "");
  if (others.length > 1) words.push(texts.timeline.changes(others.length - 1));
  return words.join(" · ");
};

const NoticeLine = ({ notice }: { readonly notice: TimelineNotice }) => {
  const locale = useLocale();
  return (
    <span className="notice" data-testid="notice" data-seq={notice.seq} data-type={notice.record.type}>
      {noticeOf(notice.record, locale)}{" "}
      <time dateTime={notice.time} title={exactTime(notice.time, locale)}>
        {clockOf(notice.time, locale)}
      </time>
    </span>
  );
};

/** Events between messages: one line, which opens if it stands for several. */
export const Notices = memo(function Notices({ notices }: { readonly notices: readonly TimelineNotice[] }) {
  const locale = useLocale();
  const texts = useUiTexts();
  const [only] = notices;
  if (notices.length === 1 && only !== undefined) {
    return (
      <p className="notices">
        <NoticeLine notice={only} />
      </p>
    );
  }
  return (
    <details className="notices">
      <summary className="notices-summary" data-testid="notices">
        {summaryOf(notices, texts, locale)}
      </summary>
      <ul className="notices-list">
        {notices.map((notice) => (
          <li key={notice.key}>
            <NoticeLine notice={notice} />
          </li>
        ))}
      </ul>
    </details>
  );
});
