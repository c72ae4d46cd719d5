import { piecesOf } from "@beseda/markup/addresses";
import { withoutSpoilers } from "@beseda/markup/spoilers";
import { Suspense, use, type ReactNode } from "react";
import { MarkedText } from "./marked-text.tsx";

interface MessageTextProps {
  readonly text: string;
}

/** Text as it was typed, with web addresses that can be followed; they learn nothing of where they were found. */
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

// Asked for at once, but not waited for: without it a text is as it was typed.
const reading = import("@beseda/markup").then(
  ({ parseMarkup }) => parseMarkup,
  () => undefined,
);

const Marked = ({ text }: MessageTextProps) => {
  const parse = use(reading);
  return parse === undefined ? <Typed text={text} /> : <MarkedText text={text} parse={parse} />;
};

const anyMark = /[*_~|`[\\]|^\s*[>+-]|^\s*\d+\.|@/mu;

/** What was said, with what was marked in it (MD-1). */
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
