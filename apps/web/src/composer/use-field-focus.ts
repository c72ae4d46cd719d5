import { useEffect, useRef, type RefObject } from "react";
import type { Begun } from "./use-draft.ts";

/** Focuses the end of the text, where the person stopped: browsers begin at the beginning. */
const goOnWriting = (field: HTMLTextAreaElement | null): void => {
  if (field === null) return;
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
};

/** Whether a real keyboard is likely: the one on a touch screen would cover what the person came to read. */
const hasKeyboard = (): boolean => matchMedia("(pointer: fine)").matches;

export interface FieldFocusOptions {
  /** Whether a password is asked for in place of the field. */
  readonly isAside: boolean;
  readonly begun: Begun | undefined;
  readonly disabled: boolean;
}

/** Returns the field, which has the focus whenever the person would continue writing. */
export const useFieldFocus = ({
  isAside,
  begun,
  disabled,
}: FieldFocusOptions): RefObject<HTMLTextAreaElement | null> => {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (!isAside && hasKeyboard()) goOnWriting(field.current);
  }, [isAside]);
  useEffect(() => {
    if (begun) goOnWriting(field.current);
  }, [begun]);
  useEffect(() => {
    // A person who is back in the chat continues writing: the button that led there is gone.
    const isLost = document.activeElement === document.body;
    if (!disabled && isLost && hasKeyboard()) goOnWriting(field.current);
  }, [disabled]);
  return field;
};
