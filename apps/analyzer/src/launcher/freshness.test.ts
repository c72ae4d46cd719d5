import { rm, utimes, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { TestFolder } from "../testing/folder.ts";
import { areFresh, stampsOf } from "./freshness.ts";

test("[START] what was made of files is fresh until one of them changes or goes", async () => {
  await using folder = await TestFolder.make();
  const first = await folder.write("раз", "first.ts");
  const second = await folder.write("два", "second.ts");
  const list = folder.file("inputs.json");
  expect(areFresh(list)).toBe(false);
  const remember = (): Promise<void> => writeFile(list, JSON.stringify(stampsOf([first, second])));
  await remember();
  expect(areFresh(list)).toBe(true);

  await utimes(first, new Date(0), new Date(0));
  expect(areFresh(list)).toBe(false);
  await remember();
  await rm(second);
  expect(areFresh(list)).toBe(false);
});

test("[START] a list that cannot be read is about nothing that is fresh", async () => {
  await using folder = await TestFolder.make();
  for (const damaged of ["", "[", "1", "null"])
    expect(areFresh(await folder.write(damaged, "list"))).toBe(false);
});
