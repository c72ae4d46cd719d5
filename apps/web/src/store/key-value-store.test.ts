import { describe, expect, test } from "vitest";
import { browserKeyValueStore, memoryKeyValueStore, ownTabFirst } from "./key-value-store.ts";

const refusing = (): Storage => {
  throw new DOMException("no storage here", "SecurityError");
};

describe("key-value store", () => {
  test("[web] what is written is read, and a removed value is gone", () => {
    const store = memoryKeyValueStore();
    store.write("name", "Анна");
    expect(store.read("name")).toBe("Анна");
    store.write("name", undefined);
    expect(store.read("name")).toBeUndefined();
  });

  test("[web] a browser that refuses storage still remembers while the page is open", () => {
    const store = browserKeyValueStore(refusing);
    expect(store.read("name")).toBeUndefined();
    store.write("name", "Анна");
    expect(store.read("name")).toBe("Анна");
  });

  test("[VIEW-11] a tab goes on with what was written in it, and a new one with the newest", () => {
    const browser = memoryKeyValueStore();
    const [first, second] = [memoryKeyValueStore(), memoryKeyValueStore()];
    const one = ownTabFirst(first, browser);
    one.write("draft", "раз");
    ownTabFirst(second, browser).write("draft", "два");
    expect(ownTabFirst(first, browser).read("draft")).toBe("раз");
    expect(ownTabFirst(second, browser).read("draft")).toBe("два");
    expect(ownTabFirst(memoryKeyValueStore(), browser).read("draft")).toBe("два");
    one.write("draft", undefined);
    expect(ownTabFirst(first, browser).read("draft")).toBe("");
    expect(ownTabFirst(second, browser).read("draft")).toBe("два");
  });
});
