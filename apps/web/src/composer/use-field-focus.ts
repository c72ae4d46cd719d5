import { useEffect, useRef, type RefObject } from "react";
import type { Begun } from "./use-draft.ts";

/** One goes on where one stopped: browsers begin at the beginning. */
const goOnWriting = (field: HTMLTextAreaElement | null): void => {
  if (field === null) return;
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
};

/** On a touch screen the keyboard would cover what one came to read. */
const hasKeyboard = (): boolean => matchMedia("(pointer: fine)").matches;

export interface FieldFocusOptions {
  /** A password is asked for in place of the field. */
  readonly isAside: boolean;
  readonly begun: Begun | undefined;
  readonly disabled: boolean;
}

/** The field where one writes, which has the focus whenever one would go on writing. */
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
    // Who is back in the chat writes on: the button that led there is gone.
    const isLost = document.activeElement === document.body;
    if (!disabled && isLost && hasKeyboard()) goOnWriting(field.current);
  }, [disabled]);
  return field;
};
