import { useState } from "react";
import { copyText } from "../ui/copy-text.ts";
import { useUiTexts } from "../preferences/preferences-context.ts";
import { IconButton } from "../ui/icon-button.tsx";
import type { Told } from "./intent.ts";
import type { Suggestion } from "./suggestions.ts";
import type { RoomForText } from "./room-for-text.ts";

export interface HintProps {
  readonly id: string;
  readonly told: Told | undefined;
  readonly space: RoomForText;
  readonly suggestions: readonly Suggestion[];
  readonly onClose: () => void;
  /** How many messages what is too long for one can be sent in, 0 where it cannot, and the way to do so. */
  readonly parts: number;
  readonly onSendParts: () => void;
}

/** Over the field: an answer to a command, else how much may still be typed, else nothing. */
export const Hint = ({ id, told, space, suggestions, onClose, parts, onSendParts }: HintProps) => {
  const texts = useUiTexts().composer;
  if (told !== undefined) return <Answer id={id} told={told} onClose={onClose} />;
  if (suggestions.length > 0) {
    return (
      <div className="suggestions" data-testid="suggestions" id={id}>
        <Rows rows={suggestions} />
      </div>
    );
  }
  return (
    <div className="composer-hint">
      <p data-testid="hint" data-trouble={space.kind === "over"} id={id}>
        {spaceWords(space, texts)}
      </p>
      <span role="status">
        {parts > 0 && (
          <button
            type="button"
            className="button button-small"
            data-testid="send-parts"
            onClick={onSendParts}
          >
            {texts.sendInParts(parts)}
          </button>
        )}
      </span>
    </div>
  );
};

const Rows = ({ rows }: { readonly rows: readonly Suggestion[] }) => (
  <dl className="answer-rows">
    {rows.map(([usage, help]) => (
      <div key={usage}>
        <dt>{usage}</dt>
        <dd>{help}</dd>
      </div>
    ))}
  </dl>
);

/** A link that was made for somebody else, to be handed on. */
const linkIn = (words: string): string | undefined =>
  /https?:\/\/\S+#(?:invitation|reset)=[\w-]+/u.exec(words)?.[0];

const CopyLink = ({ link }: { readonly link: string }) => {
  const texts = useUiTexts().composer;
  const [copied, setCopied] = useState(false);
  return (
    <button
      type="button"
      className="button button-small"
      data-testid="copy-link"
      onClick={() => void copyText(link).then(setCopied)}
    >
      {copied ? texts.copied : texts.copyLink}
    </button>
  );
};

/** Characters that are read out at once; the list of a thousand people is for reading at leisure. */
const longest = 300;

interface AnswerProps {
  readonly id: string;
  readonly told: Told;
  readonly onClose: () => void;
}

const Answer = ({ id, told: { words, trouble, rows }, onClose }: AnswerProps) => {
  const texts = useUiTexts().composer;
  const [first = "", ...more] = words.split("\n");
  const link = linkIn(words);
  const isLong = rows !== undefined || more.length > 0 || first.length > longest;
  return (
    <div
      className="answer"
      data-testid="hint"
      data-trouble={trouble}
      data-long={isLong}
      // Long answers are for reading at leisure: a screen reader is told only how they begin.
      role={isLong ? undefined : trouble ? "alert" : "status"}
    >
      <div
        className="answer-words"
        tabIndex={isLong ? 0 : undefined}
        role={isLong ? "group" : undefined}
        aria-labelledby={isLong ? id : undefined}
      >
        <p id={id} role={isLong && first.length <= longest ? "status" : undefined}>
          {first}
        </p>
        {more.length > 0 && <p className="answer-more">{more.join("\n")}</p>}
        {rows !== undefined && <Rows rows={rows} />}
        {link !== undefined && <CopyLink key={link} link={link} />}
      </div>
      <IconButton
        icon="close"
        className="answer-close"
        data-testid="close-hint"
        label={texts.closeHint}
        onClick={onClose}
      />
    </div>
  );
};

const spaceWords = (space: RoomForText, texts: ReturnType<typeof useUiTexts>["composer"]): string => {
  switch (space.kind) {
    case "plenty":
      return "";
    case "little":
      return texts.left(space.left);
    case "over":
      return texts.over(space.by);
  }
};
