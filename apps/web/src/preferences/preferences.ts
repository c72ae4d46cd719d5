import { localeOf, localeSchema, type Locale } from "@beseda/protocol";
import { createObservable, type Observable } from "../store/observable.ts";
import type { KeyValueStore } from "../store/key-value-store.ts";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** Settings of a person for the page as a whole; remembered. */
export interface Preferences {
  readonly theme: Observable<Theme>;
  readonly locale: Observable<Locale>;
}

const remembered = <Value extends string>(
  store: KeyValueStore,
  key: string,
  initial: Value,
): Observable<Value> => {
  const observable = createObservable(initial);
  observable.subscribe(() => store.write(key, observable.get()));
  return observable;
};

/** @param languages the browser's preferred languages, best first */
export const createPreferences = (store: KeyValueStore, languages: readonly string[]): Preferences => {
  const locale = localeSchema.safeParse(store.read("locale"));
  return {
    theme: remembered(store, "theme", themes.find((theme) => theme === store.read("theme")) ?? "system"),
    locale: remembered(store, "locale", locale.success ? locale.data : localeOf(languages[0])),
  };
};
