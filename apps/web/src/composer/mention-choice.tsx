import { useUiTexts } from "../preferences/preferences-context.ts";

export interface MentionChoiceProps {
  readonly names: readonly string[];
  /** The name that the arrow keys led to. */
  readonly marked: string | undefined;
  readonly onChoose: (name: string) => void;
}

/** The people who can be mentioned, over the field; Tab chooses the first, arrow keys and Enter any. */
export const MentionChoice = ({ names, marked, onChoose }: MentionChoiceProps) => {
  const texts = useUiTexts().composer;
  if (names.length === 0) return null;
  return (
    <>
      <div className="mention-choice" data-testid="mention-choice" role="group" aria-label={texts.mention}>
        {names.map((name) => (
          <button
            key={name}
            type="button"
            className="button button-small"
            data-marked={name === marked}
            onClick={() => onChoose(name)}
          >
            {name}
          </button>
        ))}
      </div>
      <span className="visually-hidden" role="status">
        {marked ?? texts.mentions(names.length)}
      </span>
    </>
  );
};
