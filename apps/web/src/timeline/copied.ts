/** What somebody copies may be pasted where nobody sees the bubbles: later lines of a text are set in (TXT-7). */
const lineOf = (message: Element, words: string): string => {
  const name = message.getAttribute("data-name") ?? "";
  const time = message.querySelector("time")?.textContent ?? "";
  return `[${time}] ${name}: ${words.replaceAll("\n", "\n    ")}`;
};

/** The part of an element's text that is within a range. */
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
 * What is selected of several messages, as lines that say who said what: on the page that is told by colours and places.
 * Undefined where the browser's own way is right: within one message, and outside of the list.
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
