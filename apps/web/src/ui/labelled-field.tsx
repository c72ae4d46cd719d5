import type { InputHTMLAttributes } from "react";

export interface LabelledFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "onChange"> {
  /** The field's name in the form, and for tests. */
  readonly name: string;
  readonly label: string;
  readonly onChange: (value: string) => void;
}

/** One field of a form, under its label. */
export const LabelledField = ({ label, onChange, ...input }: LabelledFieldProps) => (
  <label className="field">
    <span className="field-label">{label}</span>
    <input
      className="input"
      data-testid={input.name}
      {...input}
      onChange={(event) => onChange(event.target.value)}
    />
  </label>
);
