import { describe, expect, test } from "vitest";
import { browserKeep, memoryKeep } from "./keep.ts";

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
});
