import type { Inline } from "./ast.ts";

/** Joins adjacent texts. */
export const joined = (inlines: readonly Inline[]): readonly Inline[] => {
  const whole: Inline[] = [];
  let text = "";
  const flush = () => {
    if (text !== "") whole.push({ kind: "text", text });
    text = "";
  };
  for (const inline of inlines) {
    if (inline.kind === "text") {
      text += inline.text;
    } else {
      flush();
      whole.push(inline);
    }
  }
  flush();
  return whole;
};
