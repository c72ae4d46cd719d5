import { mkdtempSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeFolder } from "./make-folder.ts";

test("a folder is made with those above it, for its owner alone, and one that is there stays", () => {
  const deep = join(mkdtempSync(join(tmpdir(), "beseda-folder-")), "а", "б");
  makeFolder(deep);
  makeFolder(deep);
  expect(statSync(deep).mode & 0o777).toBe(0o700);
});

test("where the system lets no folder be made it is told, and nothing hangs", () => {
  const file = join(mkdtempSync(join(tmpdir(), "beseda-folder-")), "файл");
  writeFileSync(file, "");
  expect(() => makeFolder(join(file, "а", "б"))).toThrow("файл");
  // This folder exists on no system, or nobody may make a folder in it.
  expect(() => makeFolder("/proc/beseda/а")).toThrow("beseda");
});
