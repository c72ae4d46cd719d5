import { execFileSync } from "node:child_process";
import { link, lstat, mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { asLines } from "../../testing/arbitrary-log.ts";
import { run, start } from "../../testing/command.ts";
import { TestFolder } from "../../testing/folder.ts";
import { smallLog } from "../../testing/small-log.ts";

let folder: TestFolder;
beforeEach(async () => {
  folder = await TestFolder.make();
});
afterEach(() => folder[Symbol.asyncDispose]());

const log = asLines(smallLog);
const sentence = /^[^\n]+\.\n$/u;

test.each(["--output", "--state"])(
  "[OUTPUT] %s never writes over a log that it reads, by whatever name",
  async (option) => {
    const file = await folder.write(log);
    await symlink(file, folder.file("symlink"));
    await link(file, folder.file("hardlink"));
    for (const target of ["messages.json", "symlink", "hardlink"]) {
      const ended = await run([file, option, folder.file(target)]);
      expect(ended).toMatchObject({ code: 1, stdout: "" });
      expect(ended.stderr).toMatch(sentence);
      expect(ended.stderr).toContain(target);
      expect(await readFile(file, "utf8")).toBe(log);
    }
    expect(await readdir(folder.path)).toHaveLength(3);
  },
);

test.each([
  ["--follow", "--output", "report.txt"],
  ["--follow", "--format", "json"],
  ["--serve", "--output", "report.html"],
  ["--serve=0", "--format", "csv"],
])("[OUTPUT] %s %s %s is refused: what is followed is shown, and kept nowhere", async (...options) => {
  const file = await folder.write(log);
  const ended = await run([file, ...options]);
  expect(ended).toMatchObject({ code: 1, stdout: "" });
  expect(ended.stderr).toMatch(sentence);
  expect(ended.stderr).toContain(options[1]);
  expect(await readdir(folder.path)).toHaveLength(1);
});

test("[OUTPUT] a state is written over a state only", async () => {
  const file = await folder.write(log);
  const diary = await folder.write("Дорогой дневник", "diary.txt");
  const refused = await run([file, "--state", diary]);
  expect(refused).toMatchObject({ code: 1, stdout: "" });
  expect(refused.stderr).toMatch(sentence);
  expect(await readFile(diary, "utf8")).toBe("Дорогой дневник");
  const same = await run([file, "--state", folder.file("both"), "--output", folder.file("both")]);
  expect(same).toMatchObject({ code: 1, stdout: "" });
  for (const _ of [1, 2])
    expect(await run([file, "--state", folder.file("state")])).toMatchObject({ code: 0 });
});

test("[OUTPUT] a state that cannot be read is told in one sentence", async () => {
  const file = await folder.write(log);
  await mkdir(folder.file("states"));
  execFileSync("mkfifo", [folder.file("pipe")]);
  for (const state of [folder.file("states"), folder.file("pipe"), folder.file("n".repeat(300))]) {
    const refused = await run([file, "--state", state]);
    expect(refused).toMatchObject({ code: 1, stdout: "" });
    expect(refused.stderr).toMatch(sentence);
    expect(refused.stderr).toContain(state);
  }
});

test("[OUTPUT] a pipe and a link stay what they are: the report goes into them", async () => {
  const file = await folder.write(log);
  const pipe = folder.file("pipe");
  execFileSync("mkfifo", [pipe]);
  const child = start([file, "--output", pipe, "--format", "json"]);
  expect(JSON.parse(await readFile(pipe, "utf8"))).toMatchObject({ format: "beseda-report" });
  await new Promise((resolve) => child.once("close", resolve));
  expect((await lstat(pipe)).isFIFO()).toBe(true);
  await mkdir(folder.file("reports"));
  await writeFile(folder.file("reports/newest.json"), "old");
  await symlink(join("reports", "newest.json"), folder.file("link.json"));
  await symlink(join("reports", "absent.json"), folder.file("absent.json"));
  for (const name of ["link.json", "absent.json"]) {
    expect(await run([file, "--output", folder.file(name), "--format", "json"])).toMatchObject({ code: 0 });
    expect((await lstat(folder.file(name))).isSymbolicLink()).toBe(true);
    expect(JSON.parse(await readFile(folder.file(name), "utf8"))).toMatchObject({ format: "beseda-report" });
  }
  expect((await readdir(folder.file("reports"))).toSorted()).toEqual(["absent.json", "newest.json"]);
});

test("[OUTPUT] what cannot be written is told with its cause, and nothing is left beside", async () => {
  const file = await folder.write(log);
  const causes = [
    [folder.path, "is a directory"],
    [folder.file("none/report.html"), "no folder"],
    [join(file, "report.html"), "no folder"],
  ] as const;
  for (const [target, cause] of causes) {
    const ended = await run([file, "--output", target]);
    expect(ended).toMatchObject({ code: 1, stdout: "" });
    expect(ended.stderr).toMatch(sentence);
    expect(ended.stderr).toContain(cause);
  }
  expect(await readdir(folder.path)).toEqual(["messages.json"]);
});

test("[INPUT] one file given twice, by whatever name, is not counted twice", async () => {
  const file = await folder.write(log);
  await symlink(file, folder.file("link.json"));
  for (const again of [file, folder.file("link.json")]) {
    const ended = await run([file, again]);
    expect(ended).toMatchObject({ code: 1, stdout: "" });
    expect(ended.stderr).toMatch(sentence);
    expect(ended.stderr).toContain(again);
  }
});
