import { describe, expect, test } from "vitest";
import { memoryKeyValueStore } from "../store/key-value-store.ts";
import { createPreferences } from "./preferences.ts";

describe("preferences", () => {
  test("[web] the language is the browser's first one, English where it is neither", () => {
    expect(createPreferences(memoryKeyValueStore(), ["ru-RU", "en"]).locale.get()).toBe("ru");
    expect(createPreferences(memoryKeyValueStore(), ["de", "ru"]).locale.get()).toBe("en");
    expect(createPreferences(memoryKeyValueStore(), []).locale.get()).toBe("en");
  });

  test("[web] a choice is remembered, and goes before the browser's", () => {
    const store = memoryKeyValueStore();
    const before = createPreferences(store, ["ru"]);
    before.locale.set("en");
    before.theme.set("dark");
    const after = createPreferences(store, ["ru"]);
    expect(after.locale.get()).toBe("en");
    expect(after.theme.get()).toBe("dark");
  });

  test("[web] nonsense in the storage counts for nothing", () => {
    const store = memoryKeyValueStore();
    store.write("theme", "pink");
    store.write("locale", "tlh");
    const preferences = createPreferences(store, ["ru"]);
    expect(preferences.theme.get()).toBe("system");
    expect(preferences.locale.get()).toBe("ru");
  });
});
