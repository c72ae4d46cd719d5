import type { TimelineItem } from "@beseda/client";
import { isKnown, noticeOf, type Locale } from "@beseda/protocol";
import { memo } from "react";
import { clockOf } from "../locale/calendar.ts";
import type { UiTexts } from "../locale/ui-texts.ts";
import { useLocale, useUiTexts } from "../preferences/preferences-context.ts";
import type { MessageActions } from "./message-actions.ts";
import { thenToList } from "./then-to-list.ts";

export interface FoldedProps {
  readonly items: readonly TimelineItem[];
  readonly actions: Pick<MessageActions, "unblock">;
}

/** Messages of people whom the person has blocked: one line, which opens (DIR-4). */
export const Folded = memo(function Folded({ items, actions }: FoldedProps) {
  const locale = useLocale();
  const texts = useUiTexts();
  const people = new Map(items.map(personIn));
  return (
    <details className="notices" data-testid="folded">
      <summary className="notices-summary">{texts.timeline.hidden(items.length)}</summary>
      <ul className="notices-list folded-list">
        {items.map((item) => (
          <li key={item.key}>
            {wordsOf(item, locale, texts)} <time dateTime={item.time}>{clockOf(item.time, locale)}</time>
          </li>
        ))}
      </ul>
      {[...people].map(([clientId, name]) => (
        <button
          key={clientId}
          type="button"
          className="link-button"
          data-testid="unblock"
          onClick={thenToList(() => actions.unblock(clientId))}
        >
          {texts.people.unblockName(name)}
        </button>
      ))}
    </details>
  );
});

const personIn = (item: TimelineItem): readonly [string, string] => {
  if (item.kind === "message") return [item.client_id, item.name];
  const { record } = item;
  return [record.client_id, isKnown(record) && "name" in record ? record.name : record.client_id];
};

const wordsOf = (item: TimelineItem, locale: Locale, texts: UiTexts): string => {
  if (item.kind === "notice") return noticeOf(item.record, locale) ?? "";
  const { name, text, action, deleted } = item;
  if (deleted) return `${name}: ${texts.timeline.deleted}`;
  return action ? `${name} ${text}` : `${name}: ${text}`;
};
