import { localeSchema, type Locale } from "@beseda/protocol";
import { useId, type ReactNode } from "react";
import { useObservable } from "../store/use-observable.ts";
import type { Observable } from "../store/observable.ts";
import { Icon, type IconName } from "../ui/icon.tsx";
import { usePreferences, useUiTexts } from "./preferences-context.ts";
import { themes, type Theme } from "./preferences.ts";

const themeIcons = { system: "system", light: "sun", dark: "moon" } satisfies Record<Theme, IconName>;
const languages = { ru: "Русский", en: "English" } satisfies Record<Locale, string>;

interface Choice<Value> {
  readonly value: Value;
  readonly label: string;
  readonly face: ReactNode;
}

interface SwitchProps<Value> {
  readonly legend: string;
  readonly observable: Observable<Value>;
  readonly choices: readonly Choice<Value>[];
}

/** A few exclusive choices side by side; radio buttons underneath, so arrow keys work. */
const Switch = <Value extends string>({ legend, observable, choices }: SwitchProps<Value>) => {
  const name = useId();
  const current = useObservable(observable);
  return (
    <fieldset className="switch">
      <legend className="visually-hidden">{legend}</legend>
      {choices.map(({ value, label, face }) => (
        <label key={value} className="switch-choice" title={label}>
          <input
            type="radio"
            className="visually-hidden"
            name={name}
            aria-label={label}
            checked={current === value}
            onChange={() => observable.set(value)}
          />
          {face}
        </label>
      ))}
    </fieldset>
  );
};

/** Language and appearance. */
export const PreferencesPanel = () => {
  const { theme, locale } = usePreferences();
  const texts = useUiTexts();
  return (
    <div className="preferences">
      <Switch
        legend={texts.preferences.language}
        observable={locale}
        choices={localeSchema.options.map((value) => ({
          value,
          label: languages[value],
          face: value.toUpperCase(),
        }))}
      />
      <Switch
        legend={texts.preferences.theme}
        observable={theme}
        choices={themes.map((value) => ({
          value,
          label: texts.preferences.themes[value],
          face: <Icon name={themeIcons[value]} />,
        }))}
      />
    </div>
  );
};
