import type { Preferences } from "./preferences.ts";

/** Sets the document's language and colours from the preferences. */
export const dressPage = (document: Document, { theme, locale }: Preferences): void => {
  const dress = () => {
    document.documentElement.lang = locale.get();
    if (theme.get() === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme.get();
  };
  dress();
  theme.subscribe(dress);
  locale.subscribe(dress);
};
