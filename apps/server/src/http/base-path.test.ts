import { describe, expect, test } from "vitest";
import { basePathOf, withoutBase } from "./base-path.ts";

describe("the path under which the server lies", () => {
  test.each([
    ["", "", "/"],
    ["/", "", "/"],
    ["beseda", "", "/beseda/"],
    ["/chat/beseda/", "", "/chat/beseda/"],
    ["", "https://chat.example", "/"],
    ["", "https://example.com/beseda", "/beseda/"],
    ["/other", "https://example.com/beseda", "/other/"],
  ])("[VIEW-6] of --base-path %j and --public-url %j is %j", (basePath, publicUrl, base) => {
    expect(basePathOf({ basePath, publicUrl })).toBe(base);
  });

  test("[VIEW-6] is taken off where a proxy has left it on", () => {
    expect(withoutBase("/beseda/trpc?x=1", "/beseda/")).toBe("/trpc?x=1");
    expect(withoutBase("/beseda/", "/beseda/")).toBe("/");
    expect(withoutBase("/trpc", "/beseda/")).toBe("/trpc");
    expect(withoutBase("/besedatrpc", "/beseda/")).toBe("/besedatrpc");
    expect(withoutBase("/assets/x.js", "/")).toBe("/assets/x.js");
  });
});
