import { expect, test } from "vitest";
import { emojiSchema } from "./emoji.ts";

test.each(["👍", "❤️", "👩🏻‍❤️‍💋‍👨🏿", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🇷🇺", "#️⃣"])("[MSG-3] %s is one emoji", (emoji) => {
  expect(emojiSchema.parse(emoji)).toBe(emoji);
});

test("[MSG-3] an emoji has one spelling, however a keyboard writes it", () => {
  expect(emojiSchema.parse("❤")).toBe("❤️");
  expect(emojiSchema.parse("👍\uFE0F")).toBe("👍");
  expect(emojiSchema.parse(" 👍 ")).toBe("👍");
});

test.each(["", " ", "да", "👍👍", "👍!", "7", "\u200D", "🇷", "👍".repeat(40)])(
  "[MSG-3] %j is no reaction",
  (text) => {
    expect(emojiSchema.safeParse(text).success).toBe(false);
  },
);
