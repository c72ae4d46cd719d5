import { useUiTexts } from "../preferences/preferences-context.ts";

export interface MentionChoiceProps {
  readonly names: readonly string[];
  readonly onChoose: (name: string) => void;
}

/** The people who can be mentioned, over the field; Tab chooses the first. */
export const MentionChoice = ({ names, onChoose }: MentionChoiceProps) => {
  const texts = useUiTexts().composer;
  if (names.length === 0) return null;
  return (
    <div className="mention-choice" data-testid="mention-choice" role="group" aria-label={texts.mention}>
      {names.map((name) => (
        <button key={name} type="button" className="button button-small" onClick={() => onChoose(name)}>
          {name}
        </button>
      ))}
    </div>
  );
};
