import { describe, expect, test } from "vitest";
import { meaningOf, type PressedKey } from "./key-meaning.ts";

const press = (key: string, more: Partial<PressedKey> = {}): PressedKey => ({
  key,
  keyCode: key === "Enter" ? 13 : 0,
  isComposing: false,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  ...more,
});

describe("a key where one writes", () => {
  test("[VIEW-4] Enter sends, Shift+Enter begins a new line", () => {
    expect(meaningOf(press("Enter"), true)).toBe("send");
    expect(meaningOf(press("Enter", { shiftKey: true }), true)).toBeUndefined();
    expect(meaningOf(press("a"), true)).toBeUndefined();
  });

  test("[VIEW-4] Enter that chooses a word in an input method sends nothing, as any browser tells it", () => {
    expect(meaningOf(press("Enter", { isComposing: true }), true)).toBeUndefined();
    expect(meaningOf(press("Enter", { keyCode: 229 }), true)).toBeUndefined();
    expect(meaningOf(press("Tab", { keyCode: 229 }), true)).toBeUndefined();
  });

  test("[VIEW-4] on a touch screen Enter begins a new line; with Ctrl or Command it sends anywhere", () => {
    expect(meaningOf(press("Enter"), false)).toBeUndefined();
    expect(meaningOf(press("Enter", { ctrlKey: true }), false)).toBe("send");
    expect(meaningOf(press("Enter", { metaKey: true }), false)).toBe("send");
  });

  test("[TXT-3] Tab goes on with a command, Shift+Tab goes back", () => {
    expect(meaningOf(press("Tab"), false)).toBe("complete");
    expect(meaningOf(press("Tab", { shiftKey: true }), true)).toBeUndefined();
  });
});
