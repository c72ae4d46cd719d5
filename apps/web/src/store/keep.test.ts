import { describe, expect, test } from "vitest";
import { browserKeep, memoryKeep, ownTabFirst } from "./keep.ts";

const refusing = (): Storage => {
  throw new DOMException("no storage here", "SecurityError");
};

describe("keep", () => {
  test("[web] what is written is read, and a removed value is gone", () => {
    const keep = memoryKeep();
    keep.write("name", "Анна");
    expect(keep.read("name")).toBe("Анна");
    keep.write("name", undefined);
    expect(keep.read("name")).toBeUndefined();
  });

  test("[web] a browser that refuses storage still remembers while the page is open", () => {
    const keep = browserKeep(refusing);
    expect(keep.read("name")).toBeUndefined();
    keep.write("name", "Анна");
    expect(keep.read("name")).toBe("Анна");
  });

  test("[VIEW-11] a tab goes on with what was written in it, and a new one with the newest", () => {
    const browser = memoryKeep();
    const [first, second] = [memoryKeep(), memoryKeep()];
    const one = ownTabFirst(first, browser);
    one.write("draft", "раз");
    ownTabFirst(second, browser).write("draft", "два");
    expect(ownTabFirst(first, browser).read("draft")).toBe("раз");
    expect(ownTabFirst(second, browser).read("draft")).toBe("два");
    expect(ownTabFirst(memoryKeep(), browser).read("draft")).toBe("два");
    one.write("draft", undefined);
    expect(ownTabFirst(first, browser).read("draft")).toBe("");
    expect(ownTabFirst(second, browser).read("draft")).toBe("два");
  });
});
