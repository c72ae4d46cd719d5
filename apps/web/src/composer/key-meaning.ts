/** The meaning of a key in the field; undefined: the browser's default. */
export type KeyMeaning = "send" | "complete" | "earlier" | "later" | "leave";

/** The key as the browser reports it. */
export interface PressedKey {
  readonly key: string;
  readonly keyCode: number;
  readonly isComposing: boolean;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** The code of any key taken by an input method; Safari marks the Enter that ends a word only by it. */
const takenByInputMethod = 229;

/**
 * Returns the meaning of a key. `enterSends` is false on a touch screen: its keyboard has no Shift+Enter, so
 * that Enter is the only way to a new line, and a button sends.
 */
export const meaningOf = (pressed: PressedKey, enterSends: boolean): KeyMeaning | undefined => {
  const { key, keyCode, isComposing, shiftKey, ctrlKey, metaKey } = pressed;
  if (isComposing || keyCode === takenByInputMethod) return undefined;
  if (key === "Tab" && !shiftKey) return "complete";
  if (key === "Escape") return "leave";
  const isPlain = !shiftKey && !ctrlKey && !metaKey;
  if (key === "ArrowUp" && isPlain) return "earlier";
  if (key === "ArrowDown" && isPlain) return "later";
  if (key !== "Enter" || shiftKey) return undefined;
  return enterSends || ctrlKey || metaKey ? "send" : undefined;
};
