/** The limits of parsing (MD-5). Markup beyond them is shown as it was typed. */
export const bounds = {
  /** Length of a parsed message in UTF-16 units: the protocol's longest, at two units per character. */
  longestText: 8000,
  /** Nesting depth of quotes and lists. */
  blockDepth: 6,
  /** Nesting depth of spans. */
  spanDepth: 8,
  /** Number of spans, codes and links in a message: each becomes an element of the page. */
  spans: 500,
  /** Number of quotes, items and paragraphs in a message. */
  parts: 250,
  /** Number of brackets and backquotes in a paragraph: each may cause a read to the paragraph's end. */
  lookAheads: 200,
} as const;
