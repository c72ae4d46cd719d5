import { describe, expect, test } from "vitest";
import { ownReason, wordsOf, type Reason } from "./reason.ts";

describe("a reason", () => {
  test.each<[string, Reason, { readonly ru: string; readonly en: string }]>([
    [
      "a refusal with its values",
      { text: "…", saying: { code: "not-a-member", values: ["сад"] } },
      { ru: "Вас нет в #сад. Сначала войдите в неё.", en: "You are not in #сад. Join it first." },
    ],
    [
      "a refusal without any",
      { text: "…", saying: { code: "not-permitted" } },
      {
        ru: "Здесь вам этого нельзя. Обратитесь к модератору.",
        en: "You may not do that here. Ask a moderator.",
      },
    ],
    [
      "a sentence of the client's own",
      ownReason("discardedElsewhere", "ru"),
      {
        ru: "Это удалено в другой вкладке или в другом терминале.",
        en: "It was discarded in another tab or terminal.",
      },
    ],
    [
      "what a connection is usually closed with",
      { text: "Session ended. Goodbye!" },
      { ru: "Сессия завершена. До свидания!", en: "Session ended. Goodbye!" },
    ],
  ])("[CLI-9] %s is said in either language", (_, reason, { ru, en }) => {
    expect(wordsOf(reason, "ru")).toBe(ru);
    expect(wordsOf(reason, "en")).toBe(en);
  });

  test.each<[string, Reason["saying"]]>([
    ["an older server gives no values", { code: "not-a-member" }],
    ["a newer one has a code of its own", { code: "a code of the future" }],
    ["a newer one has other values", { code: "no-invitation", values: [7] }],
    ["a code is no word of its own", { code: "constructor" }],
    ["nothing is known", undefined],
  ])("[CLI-9] where %s, it stays as it was said", (_, saying) => {
    const reason = { text: "Как было сказано.", ...(saying && { saying }) };
    expect(wordsOf(reason, "en")).toBe("Как было сказано.");
  });
});
