import { resolve } from "node:path";
import { expect, test } from "vitest";
import { circles } from "./circles.ts";

test("nothing in the workspace imports itself in a circle, not even for a type", () => {
  expect(circles(resolve(import.meta.dirname, "../.."))).toEqual([]);
});

test("circles are told, also those that only a type closes", () => {
  expect(circles(resolve(import.meta.dirname, "../fixtures/circles"))).toEqual([
    "a circle of imports: packages/one/src/a.ts → packages/one/src/b.ts → packages/one/src/c.ts → …",
    "a circle of imports: tools/src/x.ts → tools/src/y.ts → …",
  ]);
});
