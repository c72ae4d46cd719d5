import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { problemWith, programmes } from "./chaos-programmes.ts";

const root = resolve(import.meta.dirname, "../..");

test.each(Object.entries(programmes))("what is said of the options of %s is so", (_, { file, options }) => {
  const [, parsed = ""] = readFileSync(resolve(root, file), "utf8").split("parseArgs({", 2);
  const names = [...parsed.matchAll(/^ {4}"?(?<name>[a-z-]+)"?: \{ type: "string"/gmu)];
  expect(names.map(({ groups }) => groups?.["name"])).toEqual(options);
});

test("an option that there is not, and one without its value, are told with what to type", () => {
  expect(problemWith("walks", ["--seed", "3", "--at-once=24"])).toBeUndefined();
  expect(problemWith("walks", ["--sed", "3"])).toMatch(/--sed is no option of walks: .*--seed/u);
  expect(problemWith("walks", ["3"])).toMatch(/^3 is no option of walks/u);
  expect(problemWith("walks", ["--seed"])).toBe("--seed needs a value: --seed N.");
  expect(problemWith("walks", ["--seed", "--walks"])).toBe("--seed needs a value: --seed N.");
  expect(problemWith("nothing", [])).toContain("walks");
});
