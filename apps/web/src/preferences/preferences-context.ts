import type { Locale } from "@beseda/protocol";
import { createContext, useContext } from "react";
import { uiTextsOf, type UiTexts } from "../locale/ui-texts.ts";
import { useObservable } from "../store/use-observable.ts";
import type { Preferences } from "./preferences.ts";

/** Provided by the root of the page. */
export const PreferencesContext = createContext<Preferences | undefined>(undefined);

export const usePreferences = (): Preferences => {
  const preferences = useContext(PreferencesContext);
  if (preferences === undefined) throw new Error("PreferencesContext is missing around this component");
  return preferences;
};

export const useLocale = (): Locale => useObservable(usePreferences().locale);

/** Returns the page's texts, in the language that is set. */
export const useUiTexts = (): UiTexts => uiTextsOf(useLocale());
