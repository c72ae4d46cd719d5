/** Formats a copied message: where nobody sees the bubbles, later lines have to be indented (TXT-7). */
const lineOf = (message: Element, words: string): string => {
  const name = message.getAttribute("data-name") ?? "";
  const time = message.querySelector("time")?.textContent ?? "";
  return `[${time}] ${name}: ${words.replaceAll("\n", "\n    ")}`;
};

/** Returns the part of an element's text that is within a range. */
const wordsWithin = (element: Element, range: Range): string => {
  const words = document.createRange();
  words.selectNodeContents(element);
  if (words.comparePoint(range.startContainer, range.startOffset) === 0)
    words.setStart(range.startContainer, range.startOffset);
  if (words.comparePoint(range.endContainer, range.endOffset) === 0)
    words.setEnd(range.endContainer, range.endOffset);
  return words.toString();
};

/**
 * Returns a selection over several messages as lines that say who said what: the page shows that by colours
 * and places. Undefined if the browser's own way is right: within one message, and outside the list.
 */
export const copiedFrom = (list: Element, selection: Selection | null): string | undefined => {
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0);
  const lines = [...list.querySelectorAll("[data-testid=message]")].flatMap((message) => {
    const text = message.querySelector("[data-testid=message-text]");
    if (text === null || !range.intersectsNode(text)) return [];
    const words = wordsWithin(text, range);
    return words.trim() === "" ? [] : [lineOf(message, words)];
  });
  return lines.length < 2 ? undefined : lines.join("\n");
};
