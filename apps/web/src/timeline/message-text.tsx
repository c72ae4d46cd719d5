import { piecesOf } from "@beseda/markup/addresses";

/** Text as it was typed, with web addresses that can be followed; they learn nothing of where they were found. */
export const MessageText = ({ text }: { readonly text: string }) => (
  <span className="message-text" data-testid="message-text" dir="auto">
    {piecesOf(text).map((piece) =>
      piece.kind === "text" ? (
        piece.text
      ) : (
        <a key={piece.at} href={piece.text} target="_blank" rel="noopener noreferrer nofollow">
          {piece.text}
        </a>
      ),
    )}
  </span>
);
