/** How far markup is followed (MD-5). What goes beyond is shown as it was typed. */
export const bounds = {
  /** Of a message that is read for markup, in UTF-16 units: the protocol's longest one, were each character two of them. */
  longestText: 8000,
  /** Quotes and lists in each other. */
  blockDepth: 6,
  /** Spans in each other. */
  spanDepth: 8,
  /** Quotes, items and paragraphs of one message. */
  parts: 250,
  /** Brackets and backquotes in one paragraph: for each, what follows may be read to its end. */
  lookAheads: 200,
} as const;
