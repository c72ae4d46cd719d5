import {
  beginsCommand,
  characters,
  cleanName,
  defaultLimits,
  nameSchema,
  passwordSchema,
} from "@beseda/protocol";
import { useEffect, useId, useRef, useState, type FormEvent } from "react";
import { PreferencesPanel } from "../preferences/preferences-panel.tsx";
import { useUiTexts } from "../preferences/preferences-context.ts";
import { Logo } from "../ui/logo.tsx";
import { invitationIn } from "../visit/invitation.ts";

export interface IntroductionProps {
  readonly name: string;
  /** What those are called who have been here. */
  readonly names: readonly string[];
  /** Why the chat did not let them in with that name. */
  readonly problem?: string | undefined;
  /** Whether they came by an invitation link. */
  readonly invited: boolean;
  /** Whether they came by a link for a new password. */
  readonly resets: boolean;
  readonly onEnter: (name: string, password?: string, invitation?: string) => void;
}

/** What each way in asks for behind the name. */
const fieldOf = { guest: "name", login: "password", invitation: "link" } as const;

const isField = (element: unknown): element is HTMLInputElement => element instanceof HTMLInputElement;

/** The door: one asks for a name, remembers it, and lets in. */
export const Introduction = (props: IntroductionProps) => {
  const { name: remembered, names, problem, invited, resets, onEnter } = props;
  const texts = useUiTexts();
  const [name, setName] = useState(remembered);
  const [password, setPassword] = useState("");
  const [way, setWay] = useState<"guest" | "login" | "invitation">(problem === undefined ? "guest" : "login");
  const [link, setLink] = useState("");
  const [refused, setRefused] = useState<"name" | "password" | "link">();
  const problemId = useId();
  const namesId = useId();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // What is asked for next: the way in that was chosen is no longer there to be chosen.
    const fields = form.current?.elements;
    const wanted = [fields?.namedItem("name"), fields?.namedItem(fieldOf[way])].filter(isField);
    (wanted.find(({ value }) => value === "") ?? wanted[0])?.focus();
  }, [way]);
  useEffect(() => {
    const field = refused && form.current?.elements.namedItem(refused);
    if (field instanceof HTMLInputElement) field.focus();
  }, [refused]);
  // Who just comes in needs none: it is asked for where somebody was invited, or was not let in.
  const choosesPassword = invited || resets;
  const asksPassword = choosesPassword || way !== "guest";
  const asksLink = way === "invitation" && !choosesPassword;
  const limit = defaultLimits.name_characters;
  const complaints = {
    name: texts.introduction.invalid(limit),
    password: texts.introduction.shortPassword,
    link: texts.introduction.badLink,
  };
  const complaint = refused === undefined ? problem : complaints[refused];

  const enter = (event: FormEvent) => {
    event.preventDefault();
    const parsed = nameSchema.safeParse(name);
    const invitation = asksLink ? invitationIn(link.trim().replace(/^.*#/u, "#")) : undefined;
    // A command is never a name.
    if (!parsed.success || beginsCommand(name)) setRefused("name");
    else if (asksLink && invitation === undefined) setRefused("link");
    else if (asksLink && password !== "" && !passwordSchema.safeParse(password).success)
      setRefused("password");
    else if (asksLink) onEnter(parsed.data, password === "" ? undefined : password, invitation);
    else if (password === "" && !resets) onEnter(parsed.data);
    else if (choosesPassword && !passwordSchema.safeParse(password).success) setRefused("password");
    else onEnter(parsed.data, password);
  };
  const change = (value: string) => {
    setName(value);
    setRefused(characters(cleanName(value)) > limit ? "name" : undefined);
  };

  return (
    <main className="door">
      <form ref={form} className="card" onSubmit={enter}>
        <Logo />
        <h1 className="card-title">{texts.app}</h1>
        <p className="card-lead" data-testid="lead">
          {resets ? texts.introduction.resets : invited ? texts.introduction.invited : texts.tagline}
        </p>
        <label className="field">
          <span className="field-label">{texts.introduction.name}</span>
          <input
            className="input"
            data-testid="name"
            name="name"
            autoComplete="nickname"
            autoCapitalize="words"
            spellCheck={false}
            placeholder={texts.introduction.placeholder}
            list={namesId}
            value={name}
            aria-invalid={refused === "name" || (refused === undefined && problem !== undefined)}
            aria-describedby={problemId}
            onChange={(event) => change(event.target.value)}
          />
        </label>
        <datalist id={namesId}>
          {names.map((known) => (
            <option key={known} value={known} />
          ))}
        </datalist>
        {asksLink && (
          <label className="field">
            <span className="field-label">{texts.introduction.link}</span>
            <input
              className="input"
              data-testid="link"
              name="link"
              autoComplete="off"
              spellCheck={false}
              value={link}
              aria-invalid={refused === "link"}
              aria-describedby={problemId}
              onChange={(event) => {
                setLink(event.target.value);
                setRefused(undefined);
              }}
            />
          </label>
        )}
        {asksPassword && (
          <label className="field">
            <span className="field-label">
              {resets
                ? texts.secret.new
                : invited || asksLink
                  ? texts.introduction.newPassword
                  : texts.introduction.password}
            </span>
            <input
              className="input"
              data-testid="password"
              name="password"
              type="password"
              autoComplete={choosesPassword || asksLink ? "new-password" : "current-password"}
              value={password}
              aria-invalid={refused === "password"}
              aria-describedby={problemId}
              onChange={(event) => {
                setPassword(event.target.value);
                setRefused(undefined);
              }}
            />
          </label>
        )}
        <p className="complaint" id={problemId} role="alert">
          {complaint}
        </p>
        <button className="button button-primary button-wide" data-testid="enter">
          {texts.introduction.enter}
        </button>
        {!choosesPassword && (
          <p className="door-ways">
            {(["guest", "login", "invitation"] as const)
              .filter((other) => other !== way)
              .map((other) => (
                <button
                  key={other}
                  type="button"
                  className="link-button"
                  data-testid={`way-${other}`}
                  onClick={() => {
                    setWay(other);
                    setRefused(undefined);
                  }}
                >
                  {texts.introduction.ways[other]}
                </button>
              ))}
          </p>
        )}
      </form>
      <PreferencesPanel />
    </main>
  );
};
