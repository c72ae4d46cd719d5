import { describe, expect, test } from "vitest";
import { plainOf } from "./plain.ts";

describe("plain words", () => {
  test("[MD-6] are the message without its marks, and without what is hidden", () => {
    expect(plainOf("**Важно**: [сюда](https://example.org), убил ||садовник||")).toBe(
      "Важно: сюда, убил ▒▒▒",
    );
    expect(plainOf("> кто?\n- *я*\n- `ты`")).toBe("кто?\nя\nты");
  });

  test("[MD-2] a message without marks is itself", () => {
    expect(plainOf("Привет, мир!\n\nКак дела?")).toBe("Привет, мир!\n\nКак дела?");
  });
});
