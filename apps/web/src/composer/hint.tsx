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
  /** The number of messages that a too long text can be sent in, 0 if it cannot; `onSendParts` does so. */
  readonly parts: number;
  readonly onSendParts: () => void;
}

/** The hint over the field: an answer, else suggestions, else how much may still be typed, else nothing. */
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

/** Finds a link that was made for somebody else, to be handed on. */
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

/** The number of characters read out at once; a list of a thousand people is for reading at leisure. */
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
      // Long answers are for reading at leisure: a screen reader announces only their beginning.
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
