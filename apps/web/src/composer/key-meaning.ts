/** What a key asks for where one writes; undefined: what it does anyway. */
export type KeyMeaning = "send" | "complete";

/** As the browser tells it. */
export interface PressedKey {
  readonly key: string;
  readonly keyCode: number;
  readonly isComposing: boolean;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** What browsers call each key that an input method takes; Safari says nothing else of the Enter that ends a word. */
const takenByInputMethod = 229;

/**
 * `enterSends` is false on a touch screen: its keyboard has no Shift+Enter, so that Enter is the only way to a new line,
 * and a button sends.
 */
export const meaningOf = (pressed: PressedKey, enterSends: boolean): KeyMeaning | undefined => {
  const { key, keyCode, isComposing, shiftKey, ctrlKey, metaKey } = pressed;
  if (isComposing || keyCode === takenByInputMethod) return undefined;
  if (key === "Tab" && !shiftKey) return "complete";
  if (key !== "Enter" || shiftKey) return undefined;
  return enterSends || ctrlKey || metaKey ? "send" : undefined;
};
