import { describe, expect, test } from "vitest";
import { memoryKeep } from "../store/keep.ts";
import { createPreferences } from "./preferences.ts";

describe("preferences", () => {
  test("[web] the language is the browser's first one, English where it is neither", () => {
    expect(createPreferences(memoryKeep(), ["ru-RU", "en"]).locale.get()).toBe("ru");
    expect(createPreferences(memoryKeep(), ["de", "ru"]).locale.get()).toBe("en");
    expect(createPreferences(memoryKeep(), []).locale.get()).toBe("en");
  });

  test("[web] a choice is remembered, and goes before the browser's", () => {
    const keep = memoryKeep();
    const before = createPreferences(keep, ["ru"]);
    before.locale.set("en");
    before.theme.set("dark");
    const after = createPreferences(keep, ["ru"]);
    expect(after.locale.get()).toBe("en");
    expect(after.theme.get()).toBe("dark");
  });

  test("[web] nonsense in the storage counts for nothing", () => {
    const keep = memoryKeep();
    keep.write("theme", "pink");
    keep.write("locale", "tlh");
    const preferences = createPreferences(keep, ["ru"]);
    expect(preferences.theme.get()).toBe("system");
    expect(preferences.locale.get()).toBe("ru");
  });
});
