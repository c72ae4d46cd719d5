import { piecesOf } from "@beseda/markup/addresses";
import { withoutSpoilers } from "@beseda/markup/spoilers";
import { Suspense, use, type ReactNode } from "react";
import { MarkedText } from "./marked-text.tsx";

interface MessageTextProps {
  readonly text: string;
}

/** Text as typed, with links for web addresses; those sites do not learn where the link was. */
const Typed = ({ text }: MessageTextProps): ReactNode =>
  piecesOf(text).map((piece) =>
    piece.kind === "text" ? (
      piece.text
    ) : (
      <a key={piece.at} href={piece.text} target="_blank" rel="noopener noreferrer nofollow">
        {piece.text}
      </a>
    ),
  );

// Requested at once, but not awaited: without it a text is shown as it was typed.
const reading = import("@beseda/markup").then(
  ({ parseMarkup }) => parseMarkup,
  () => undefined,
);

const Marked = ({ text }: MessageTextProps) => {
  const parse = use(reading);
  return parse === undefined ? <Typed text={text} /> : <MarkedText text={text} parse={parse} />;
};

const anyMark = /[*_~|`[\\]|^\s*[>+-]|^\s*\d+\.|@/mu;

/** The text of a message, with its markup (MD-1). */
export const MessageText = ({ text }: MessageTextProps) => (
  <span className="message-text" data-testid="message-text" dir="auto">
    {anyMark.test(text) ? (
      <Suspense fallback={<Typed text={withoutSpoilers(text)} />}>
        <Marked text={text} />
      </Suspense>
    ) : (
      <Typed text={text} />
    )}
  </span>
);
