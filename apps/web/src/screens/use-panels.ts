import { useSearch, type Search } from "../search/use-search.ts";
import { useEscape } from "../ui/use-escape.ts";
import { usePanel, type Panel } from "../ui/use-panel.ts";

/** What opens at the sides of the conversation. */
export interface Panels {
  readonly people: Panel;
  readonly drawer: Panel;
  readonly search: Search;
  /** Whether one of them lies over the conversation. */
  readonly cover: boolean;
}

export const usePanels = (): Panels => {
  const people = usePanel("(width < 980px)");
  const drawer = usePanel("(width < 720px)");
  const search = useSearch({ people, drawer });
  useEscape(people.close);
  return {
    people,
    drawer,
    search,
    cover: people.covers || drawer.covers || search.panel.covers,
  };
};
