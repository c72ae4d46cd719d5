import { localeOf, localeSchema, type Locale } from "@beseda/protocol";
import { createCell, type Cell } from "../store/cell.ts";
import type { Keep } from "../store/keep.ts";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** What a person set for the page as a whole; remembered. */
export interface Preferences {
  readonly theme: Cell<Theme>;
  readonly locale: Cell<Locale>;
}

const remembered = <Value extends string>(keep: Keep, key: string, initial: Value): Cell<Value> => {
  const cell = createCell(initial);
  cell.subscribe(() => keep.write(key, cell.get()));
  return cell;
};

/** @param languages what the browser prefers, best first */
export const createPreferences = (keep: Keep, languages: readonly string[]): Preferences => {
  const locale = localeSchema.safeParse(keep.read("locale"));
  return {
    theme: remembered(keep, "theme", themes.find((theme) => theme === keep.read("theme")) ?? "system"),
    locale: remembered(keep, "locale", locale.success ? locale.data : localeOf(languages[0])),
  };
};
