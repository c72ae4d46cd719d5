import { rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { areFresh, stampsOf } from "./freshness.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

test("[START] what was made of files is fresh until one of them changes or goes", () => {
  const folder = temporaryFolder();
  const [first, second, list] = [
    join(folder, "first.ts"),
    join(folder, "second.ts"),
    join(folder, "inputs.json"),
  ];
  writeFileSync(first, "раз");
  writeFileSync(second, "два");
  expect(areFresh(list)).toBe(false);
  const remember = (): void => writeFileSync(list, JSON.stringify(stampsOf([first, second])));
  remember();
  expect(areFresh(list)).toBe(true);

  utimesSync(first, new Date(0), new Date(0));
  expect(areFresh(list)).toBe(false);
  remember();
  rmSync(second);
  expect(areFresh(list)).toBe(false);
});

test("[START] a list that cannot be read is about nothing that is fresh", () => {
  const list = join(temporaryFolder(), "inputs.json");
  for (const damaged of ["", "[", "1", "null"]) {
    writeFileSync(list, damaged);
    expect(areFresh(list)).toBe(false);
  }
});
