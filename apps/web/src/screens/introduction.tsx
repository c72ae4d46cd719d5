import { useId } from "react";
import { PreferencesPanel } from "../preferences/preferences-panel.tsx";
import { useUiTexts } from "../preferences/preferences-context.ts";
import { LabelledField } from "../ui/labelled-field.tsx";
import { Logo } from "../ui/logo.tsx";
import { useIntroduction, waysIn, type IntroductionProps, type WayIn } from "./use-introduction.ts";

/** The way in: the person says a name, is remembered by it, and comes in. */
export const Introduction = (props: IntroductionProps) => {
  const { names, problem, invited, resets } = props;
  const { tagline, app, secret, introduction: texts } = useUiTexts();
  const { form, given, way, choose, refused, complaint, change, enter, ...asks } = useIntroduction(props);
  const namesId = useId();
  const problemId = useId();
  const takesNewPassword = invited || asks.asksLink;
  return (
    <main className="login">
      <form ref={form} className="card" onSubmit={enter}>
        <Logo />
        <h1 className="card-title">{app}</h1>
        <p className="card-lead" data-testid="lead">
          {resets ? texts.resets : invited ? texts.invited : tagline}
        </p>
        <LabelledField
          name="name"
          label={texts.name}
          autoComplete="nickname"
          autoCapitalize="words"
          spellCheck={false}
          placeholder={texts.placeholder}
          list={namesId}
          value={given.name}
          aria-invalid={refused === "name" || (refused === undefined && problem !== undefined)}
          aria-describedby={problemId}
          onChange={(value) => change("name", value)}
        />
        <datalist id={namesId}>
          {names.map((known) => (
            <option key={known} value={known} />
          ))}
        </datalist>
        {asks.asksLink && (
          <LabelledField
            name="link"
            label={texts.link}
            autoComplete="off"
            spellCheck={false}
            value={given.link}
            aria-invalid={refused === "link"}
            aria-describedby={problemId}
            onChange={(value) => change("link", value)}
          />
        )}
        {asks.asksPassword && (
          <LabelledField
            name="password"
            label={resets ? secret.new : takesNewPassword ? texts.newPassword : texts.password}
            type="password"
            autoComplete={asks.choosesPassword || asks.asksLink ? "new-password" : "current-password"}
            value={given.password}
            aria-invalid={refused === "password"}
            aria-describedby={problemId}
            onChange={(value) => change("password", value)}
          />
        )}
        <p className="complaint" id={problemId} role="alert">
          {complaint}
        </p>
        <button className="button button-primary button-wide" data-testid="enter">
          {texts.enter}
        </button>
        {!asks.choosesPassword && <WaysIn way={way} onChoose={choose} />}
      </form>
      <PreferencesPanel />
    </main>
  );
};

const WaysIn = ({ way, onChoose }: { readonly way: WayIn; readonly onChoose: (way: WayIn) => void }) => {
  const { ways } = useUiTexts().introduction;
  return (
    <p className="login-ways">
      {waysIn
        .filter((other) => other !== way)
        .map((other) => (
          <button
            key={other}
            type="button"
            className="link-button"
            data-testid={`way-${other}`}
            onClick={() => onChoose(other)}
          >
            {ways[other]}
          </button>
        ))}
    </p>
  );
};
