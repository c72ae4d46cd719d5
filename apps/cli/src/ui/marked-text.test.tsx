import { stripVTControlCharacters } from "node:util";
import { renderToString, Text } from "ink";
import { describe, expect, test } from "vitest";
import { MarkedText } from "./marked-text.tsx";

const drawn = (text: string): string =>
  renderToString(
    <Text>
      <MarkedText text={text} />
    </Text>,
  );
const seen = (text: string): string => stripVTControlCharacters(drawn(text));

describe("marks in the terminal", () => {
  test("[MD-1] blocks have their lines and margins", () => {
    expect(seen("**вот**:\n> раз\n> два\nответ\n- a\n- b\n  - c\n12. x")).toBe(
      "вот:\n│ раз\n│ два\nответ\n• a\n• b\n  • c\n12. x",
    );
    expect(seen("```ts\nlet *x*;\n  y\n```\nконец")).toBe("  let *x*;\n    y\nконец");
  });

  test("[MD-2] what is no mark is as it was typed", () => {
    const typed = "snake_case 2*3*4 a||b||c <b>нет</b>\n\n  # и это";
    expect(seen(typed)).toBe(typed);
  });

  test("[MD-4] a link shows where it leads, and a terminal that knows links follows it", () => {
    expect(seen("[google.com](https://evil.example/)")).toBe("google.com (https://evil.example/)");
    expect(seen("https://example.org/a")).toBe("https://example.org/a");
    expect(drawn("[сюда](https://example.org/ы)")).toContain("\x1b]8;;https://example.org/%D1%8B");
  });

  test("[MD-6] what is hidden is not written", () => {
    expect(seen("убил ||наш **садовник**||!")).toBe("убил ▒▒▒ ▒▒▒▒▒▒▒▒!");
  });
});
