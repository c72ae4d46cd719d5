import { expect, test } from "vitest";
import { fingerprintOf } from "./fingerprint.ts";
import { workspace } from "../testing/workspace.ts";

test("[START] the fingerprint is that of all sources, the parts' too, and of the libraries' versions", () => {
  const { home, write } = workspace();
  const found = [fingerprintOf(home)];
  expect(fingerprintOf(home)).toBe(found[0]);
  for (const path of [
    "apps/word/src/word.ts",
    "apps/word/src/deep/new.ts",
    "apps/word/package.json",
    "packages/part/src/part.ts",
    "packages/part/package.json",
    "pnpm-lock.yaml",
  ]) {
    write(path, path.endsWith("word/package.json") ? '{"dependencies":{"part":"workspace:^"}}' : "{}");
    const next = fingerprintOf(home);
    expect(found).not.toContain(next);
    found.push(next);
  }
});

test("[START] tests, and what only they use, are no part of a program", () => {
  const { home, write } = workspace();
  const before = fingerprintOf(home);
  for (const name of ["src/word.test.ts", "src/word.contract.ts", "test/words.test.ts", "testing/words.ts"])
    write(`apps/word/${name}`, "");
  expect(fingerprintOf(home)).toBe(before);
});
