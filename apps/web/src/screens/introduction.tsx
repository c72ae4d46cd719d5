import { characters, cleanName, defaultLimits, nameSchema } from "@beseda/protocol";
import { useId, useState, type FormEvent } from "react";
import { PreferencesPanel } from "../preferences/preferences-panel.tsx";
import { useUiTexts } from "../preferences/preferences-context.ts";
import { Logo } from "../ui/logo.tsx";

export interface IntroductionProps {
  readonly name: string;
  /** Why the chat did not let them in with that name. */
  readonly problem?: string | undefined;
  readonly onEnter: (name: string) => void;
}

/** The door: one asks for a name, remembers it, and lets in. */
export const Introduction = ({ name: remembered, problem, onEnter }: IntroductionProps) => {
  const texts = useUiTexts();
  const [name, setName] = useState(remembered);
  const [refused, setRefused] = useState(false);
  const problemId = useId();
  const limit = defaultLimits.name_characters;
  const complaint = refused ? texts.introduction.invalid(limit) : problem;

  const enter = (event: FormEvent) => {
    event.preventDefault();
    const parsed = nameSchema.safeParse(name);
    if (parsed.success) onEnter(parsed.data);
    else setRefused(true);
  };
  const change = (value: string) => {
    setName(value);
    setRefused(characters(cleanName(value)) > limit);
  };

  return (
    <main className="door">
      <form className="card" onSubmit={enter}>
        <Logo />
        <h1 className="card-title">{texts.app}</h1>
        <p className="card-lead">{texts.tagline}</p>
        <label className="field">
          <span className="field-label">{texts.introduction.name}</span>
          <input
            className="input"
            data-testid="name"
            name="name"
            autoComplete="nickname"
            autoCapitalize="words"
            spellCheck={false}
            autoFocus
            placeholder={texts.introduction.placeholder}
            value={name}
            aria-invalid={complaint !== undefined}
            aria-describedby={problemId}
            onChange={(event) => change(event.target.value)}
          />
        </label>
        <p className="complaint" id={problemId} role="alert">
          {complaint}
        </p>
        <button className="button button-primary button-wide" data-testid="enter">
          {texts.introduction.enter}
        </button>
      </form>
      <PreferencesPanel />
    </main>
  );
};
