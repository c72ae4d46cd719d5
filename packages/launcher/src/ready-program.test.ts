import { mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { beforeEach, expect, test, vi } from "vitest";
import { readyProgram } from "./ready-program.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

let cache = "";
beforeEach(() => {
  cache = temporaryFolder();
  vi.stubEnv("XDG_CACHE_HOME", cache);
});

/** What a program says; the time makes it another module each time that the file has changed. */
const said = async (program: string): Promise<unknown> => {
  const { word } = await import(`${program}?${timeOf(program)}`);
  return word;
};

const timeOf = (program: string): number => statSync(fileURLToPath(program)).mtimeMs;

/** A program of two files, and a third one that a plugin of its own gives it. */
const workspace = () => {
  const root = temporaryFolder();
  const home = join(root, "apps", "word");
  const source = (name: string): string => join(home, "src", name);
  mkdirSync(source(""), { recursive: true });
  writeFileSync(join(home, "package.json"), '{"type":"module"}');
  writeFileSync(source("part.ts"), 'export const part: string = "раз";');
  writeFileSync(source("main.tsx"), 'import { part } from "./part.ts"; export const word = part + __MARK__;');
  const marked = (mark: string): string =>
    `export const bundle = {
      input: { main: ${JSON.stringify(source("main.tsx"))} },
      transform: { define: { __MARK__: ${JSON.stringify(JSON.stringify(mark))} } },
    };`;
  writeFileSync(source("bundle.ts"), marked("!"));
  const lock = join(root, "pnpm-lock.yaml");
  writeFileSync(lock, "1");
  return { home, source, marked, lock, options: pathToFileURL(source("bundle.ts")) };
};

test("[START] a program is made once, and again when a source, its options or the lock file has changed", async () => {
  const { source, marked, lock, options } = workspace();
  const program = await readyProgram(options);
  expect(await said(program)).toBe("раз!");
  const madeAt = timeOf(program);
  expect(await readyProgram(options)).toBe(program);
  expect(timeOf(program)).toBe(madeAt);

  writeFileSync(source("part.ts"), 'export const part: string = "два раза";');
  expect(await said(await readyProgram(options))).toBe("два раза!");

  writeFileSync(source("bundle.ts"), marked("?.."));
  expect(await said(await readyProgram(options))).toBe("два раза?..");

  const before = timeOf(program);
  writeFileSync(lock, "22");
  await readyProgram(options);
  expect(timeOf(program)).toBeGreaterThan(before);
});

test("[START] a program is made again when a file has changed of which nothing but names came into it", async () => {
  const { home, source, options } = workspace();
  writeFileSync(join(home, "package.json"), '{"type":"module","sideEffects":false}');
  writeFileSync(source("names.ts"), 'export { part } from "./part.ts";');
  writeFileSync(
    source("main.tsx"),
    'import { part } from "./names.ts"; export const word = part + __MARK__;',
  );
  expect(await said(await readyProgram(options))).toBe("раз!");

  writeFileSync(source("other.ts"), 'export const part: string = "иначе";');
  writeFileSync(source("names.ts"), 'export { part } from "./other.ts";');
  expect(await said(await readyProgram(options))).toBe("иначе!");
});

test("[START] a program that somebody else has changed or removed is made anew", async () => {
  const { options } = workspace();
  const program = await readyProgram(options);
  writeFileSync(fileURLToPath(program), 'export const word = "чужое";');
  expect(await said(await readyProgram(options))).toBe("раз!");
  rmSync(fileURLToPath(program));
  expect(await said(await readyProgram(options))).toBe("раз!");
});

test("[START] where it may not be beside its sources, it is made in the cache folder, and only once", async () => {
  const { home, options } = workspace();
  writeFileSync(join(home, "dist"), "a file in the place of the folder");
  const program = await readyProgram(options);
  expect(fileURLToPath(program).startsWith(cache)).toBe(true);
  expect(await said(program)).toBe("раз!");
  const madeAt = timeOf(program);
  expect(await readyProgram(options)).toBe(program);
  expect(timeOf(program)).toBe(madeAt);
});

test("[START] files of an older program are there for another day", async () => {
  const { source, options } = workspace();
  const folder = dirname(fileURLToPath(await readyProgram(options)));
  const [old, recent] = [join(folder, "old-1.js"), join(folder, "recent-1.js")];
  for (const file of [old, recent]) writeFileSync(file, "");
  utimesSync(old, new Date(0), new Date(0));
  writeFileSync(source("part.ts"), 'export const part = "ещё раз";');
  await readyProgram(options);
  expect(readdirSync(folder).sort()).toEqual(["inputs.json", "main.js", "recent-1.js"]);
});

test("[START] a program finds the files beside its sources, and what it begins in beside itself", async () => {
  const { source, options } = workspace();
  writeFileSync(source("thread.ts"), "export const word: string = 'нить';");
  writeFileSync(
    source("main.tsx"),
    `const thread: URL = new URL("thread.ts", import.meta.url);
     const beside: URL = new URL("words.txt", import.meta.url);
     export const word = [thread.href, beside.href];`,
  );
  const input = { main: source("main.tsx"), worker: source("thread.ts") };
  writeFileSync(source("bundle.ts"), `export const bundle = { input: ${JSON.stringify(input)} };`);
  const program = await readyProgram(options);
  const worker = new URL("worker.js", program).href;
  expect(await said(program)).toEqual([worker, pathToFileURL(source("words.txt")).href]);
  expect(await said(worker)).toBe("нить");
});

test("[START] what the bundler says of a program that cannot be made is told", async () => {
  const { source, options } = workspace();
  writeFileSync(source("main.tsx"), 'import "./nowhere.ts";');
  await expect(readyProgram(options)).rejects.toThrow("nowhere.ts");
});
