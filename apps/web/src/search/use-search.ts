import { useCallback, useEffect, useEffectEvent, useMemo, useState } from "react";
import { usePanel, type Panel } from "../ui/use-panel.ts";

/** What the search was opened for: another object each time. */
export interface Sought {
  /** What to look for; undefined leaves what was looked for last. */
  readonly query?: string;
  /** Whether one comes back from a message to where one was among the results. */
  readonly isReturn?: boolean;
}

export interface Search {
  readonly panel: Panel;
  /** Undefined until it was opened for the first time. */
  readonly sought: Sought | undefined;
  readonly open: (query?: string) => void;
}

/** The place of the search in the history of the page. */
const entryName = "search";

/** Whether Ctrl+K or ⌘K is pressed, on a keyboard of either layout. */
const isShortcut = ({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): boolean =>
  ctrlKey !== metaKey && !shiftKey && !altKey && /^[kл]$/iu.test(key);

/** Panels that lie where the search opens: it does not open over one, and closes what it replaces. */
export interface Others {
  readonly people: Panel;
  readonly drawer: Panel;
}

/** Opens the search, and opens it again where Back leads to it. */
export const useSearch = ({ people, drawer }: Others): Search => {
  const panel = usePanel("(width < 980px)", entryName);
  const [sought, seek] = useState<Sought>();
  const isHidden = people.covers || drawer.covers;
  const { close: closePeople } = people;
  const { open: openPanel } = panel;
  const openFor = useCallback(
    (wanted: Sought) => {
      if (isHidden) return;
      closePeople();
      openPanel();
      seek(wanted);
    },
    [isHidden, closePeople, openPanel],
  );
  const open = useEffectEvent(openFor);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!isShortcut(event)) return;
      event.preventDefault();
      open({});
    };
    const pop = ({ state }: PopStateEvent) => {
      if (state?.opened === entryName) open({ isReturn: true });
    };
    window.addEventListener("keydown", press);
    window.addEventListener("popstate", pop);
    return () => {
      window.removeEventListener("keydown", press);
      window.removeEventListener("popstate", pop);
    };
  }, []);
  return useMemo(
    () => ({ panel, sought, open: (query?: string) => openFor(query === undefined ? {} : { query }) }),
    [panel, sought, openFor],
  );
};
