import { readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { builtFolder } from "./built-folder.ts";
import { workspace } from "../testing/workspace.ts";

const said = async (folder: string): Promise<unknown> => {
  const { word } = await import(pathToFileURL(join(folder, "main.js")).href);
  return word;
};

const buildsOf = (home: string): number => readFileSync(join(home, "builds"), "utf8").length;

test("[START] a program is built once, and again when one of its sources has changed", async () => {
  const { home, write } = workspace();
  const folder = await builtFolder(home);
  expect(await said(folder)).toBe("раз и два");
  expect(await builtFolder(home)).toBe(folder);
  expect(buildsOf(home)).toBe(1);

  write("packages/part/src/part.ts", " и три");
  expect(await said(await builtFolder(home))).toBe("раз и три");
  write("pnpm-lock.yaml", "2");
  await builtFolder(home);
  expect(buildsOf(home)).toBe(3);
});

test("[START] sources that are only dated anew, or as they once were, are not built again", async () => {
  const { home, write } = workspace();
  const folder = await builtFolder(home);
  utimesSync(join(home, "src/word.ts"), new Date(0), new Date(0));
  expect(await builtFolder(home)).toBe(folder);
  write("apps/word/src/word.ts", "иначе");
  expect(await said(await builtFolder(home))).toBe("иначе и два");
  write("apps/word/src/word.ts", "раз");
  expect(await builtFolder(home)).toBe(folder);
  expect(buildsOf(home)).toBe(2);
});

test("[START] a program that was removed is built anew, whatever is remembered of it", async () => {
  const { home } = workspace();
  const folder = await builtFolder(home);
  await builtFolder(home);
  rmSync(folder, { recursive: true });
  expect(await said(await builtFolder(home))).toBe("раз и два");
  writeFileSync(join(home, "dist/last-start"), "\0");
  expect(await builtFolder(home)).toBe(folder);
});

test("[START] any number of first starts at once get the same whole program", async () => {
  const { home } = workspace();
  const folders = await Promise.all(Array.from({ length: 4 }, () => builtFolder(home)));
  expect(new Set(folders).size).toBe(1);
  expect(readdirSync(join(home, "dist")).filter((name) => name.startsWith("unfinished"))).toEqual([]);
  expect(await said(await builtFolder(home))).toBe("раз и два");
});

test("[START] what was built of older sources is there for another day", async () => {
  const { home, write } = workspace();
  const old = await builtFolder(home);
  write("apps/word/src/word.ts", "два");
  const recent = await builtFolder(home);
  utimesSync(old, new Date(0), new Date(0));
  write("apps/word/src/word.ts", "три");
  const current = await builtFolder(home);
  const folders = readdirSync(join(home, "dist")).map((name) => join(home, "dist", name));
  expect(folders).not.toContain(old);
  expect(folders).toEqual(expect.arrayContaining([recent, current]));
});

test("[START] what the bundler says of sources that cannot be built is told, without where in the bundler that was", async () => {
  const { home, write } = workspace();
  write("apps/word/src/word.ts", "ошибка");
  const refused = await builtFolder(home).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: "failed" });
  expect(String(refused)).toContain("Ошибка в word.ts\n");
  expect(String(refused)).not.toMatch(/\n\s+at /u);
});
