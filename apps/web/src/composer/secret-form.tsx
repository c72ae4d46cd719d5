import { passwordSchema, textsOf } from "@beseda/protocol";
import { useId, useState, type FormEvent, type KeyboardEvent } from "react";
import { useLocale, useUiTexts } from "../preferences/preferences-context.ts";
import type { Said } from "./intent.ts";
import type { Secret } from "./secret.ts";

export interface SecretFormProps {
  /** The part typed so far. */
  readonly secret: Secret;
  /** The person's name: password managers store it with the password. */
  readonly name: string;
  readonly onSaid: (said: Said) => void;
  readonly onCancel: () => void;
}

/** A form that replaces the field for a password (TXT-6): hidden, and recognised by password managers. */
export const SecretForm = ({ secret, name, onSaid, onCancel }: SecretFormProps) => {
  const locale = useLocale();
  const texts = useUiTexts();
  const { help } = textsOf(locale).commands[secret.command];
  const isNew = secret.command !== "login";
  const [old, setOld] = useState(secret.command === "password" ? secret.old : "");
  const [password, setPassword] = useState(secret.command === "password" ? secret.new : secret.password);
  const [isRefused, setRefused] = useState(false);
  const complaintId = useId();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isGood = isNew ? passwordSchema.safeParse(password).success : password !== "";
    setRefused(!isGood);
    if (!isGood) return;
    onSaid(saidBy(secret, password, old));
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    onCancel();
  };

  return (
    <form className="secret" data-testid="secret" aria-label={help} onSubmit={submit} onKeyDown={press}>
      <p className="secret-title">{help}</p>
      <UserName name={secret.command === "login" ? secret.name : name} />
      <div className="secret-fields">
        {secret.command === "login" && <span className="secret-name">{secret.name}</span>}
        {secret.command === "password" && (
          <input
            className="input"
            type="password"
            data-testid="old-password"
            autoComplete="current-password"
            autoFocus
            aria-label={texts.secret.old}
            placeholder={texts.secret.old}
            value={old}
            onChange={(event) => setOld(event.target.value)}
          />
        )}
        <input
          className="input"
          type="password"
          data-testid="secret-password"
          autoComplete={isNew ? "new-password" : "current-password"}
          autoFocus={secret.command !== "password"}
          aria-label={isNew ? texts.secret.new : texts.secret.password}
          aria-invalid={isRefused}
          aria-describedby={complaintId}
          placeholder={isNew ? texts.secret.new : texts.secret.password}
          value={password}
          onChange={(event) => {
            setPassword(event.target.value);
            setRefused(false);
          }}
        />
        <div className="secret-ways">
          <button className="button button-primary" data-testid="secret-done">
            {texts.secret.done}
          </button>
          <button type="button" className="button" data-testid="secret-cancel" onClick={onCancel}>
            {texts.profile.cancel}
          </button>
        </div>
      </div>
      <p className="complaint" id={complaintId} role="alert">
        {isRefused ? (isNew ? texts.introduction.shortPassword : texts.secret.missing) : undefined}
      </p>
    </form>
  );
};

/** A field that only password managers see. */
const UserName = ({ name }: { readonly name: string }) => (
  <input
    className="visually-hidden"
    type="text"
    autoComplete="username"
    aria-hidden="true"
    tabIndex={-1}
    readOnly
    value={name}
  />
);

const saidBy = (secret: Secret, password: string, old: string): Said => {
  switch (secret.command) {
    case "register":
      return { kind: "ask", invocation: { command: "register", arguments: { password } } };
    case "login":
      return { kind: "login", name: secret.name, password };
    case "recover": {
      const reset = secret.reset.replace(/^.*#reset=/u, "");
      return { kind: "ask", invocation: { command: "recover", arguments: { reset, password } } };
    }
    case "password":
      return { kind: "ask", invocation: { command: "password", arguments: { old, new: password } } };
  }
};
