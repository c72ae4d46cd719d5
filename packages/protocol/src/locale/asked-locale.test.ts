import { expect, test } from "vitest";
import { askedLocale } from "../index.ts";

const system = { LANG: "ru_RU.UTF-8" };

test.each([
  [[], {}, "en"],
  [[], system, "ru"],
  [[], { ...system, LC_ALL: "C.UTF-8" }, "en"],
  [[], { ...system, LC_ALL: "" }, "ru"],
  [[], { ...system, BESEDA_LOCALE: "en" }, "en"],
  [["--lang", "en"], system, "en"],
  [["--lang=ru", "--wrong"], {}, "ru"],
  [["--lang", "en", "--lang", "ru"], {}, "ru"],
  [["--language", "ru"], {}, "en"],
  [["--lang"], system, "ru"],
] as const)("%j in a system with %j is spoken to in %s", (argv, env, locale) => {
  expect(askedLocale({ argv, env, option: "--lang" })).toBe(locale);
});
