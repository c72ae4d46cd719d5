import { unfolded } from "@beseda/client";
import { useEffect, useMemo } from "react";
import { useUiTexts } from "../preferences/preferences-context.ts";
import { Conversation, type TimelineProps } from "./conversation.tsx";

/** The conversation of one room. Mount it anew for another room. */
export const Timeline = (props: TimelineProps) => {
  const { timeline, blocked, onOlder } = props;
  const texts = useUiTexts();
  const { items, hasOlder, loadingOlder } = timeline;
  const shown = useMemo(() => unfolded(items, blocked), [items, blocked]);
  // The oldest loaded item only decides about the next, so it is not shown alone.
  const isBare = items.length === 0 || (hasOlder && items.length === 1);
  useEffect(() => {
    if (isBare && hasOlder && !loadingOlder) onOlder();
  }, [isBare, hasOlder, loadingOlder, onOlder]);
  return (
    <div className="timeline">
      {!isBare && <Conversation {...props} shown={shown} />}
      {isBare && !hasOlder && (
        <p className="timeline-empty" data-testid="timeline-empty">
          {texts.timeline.empty}
        </p>
      )}
    </div>
  );
};
