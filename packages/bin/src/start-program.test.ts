import { execFile, spawnSync } from "node:child_process";
import { chmodSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { workspace, type Workspace } from "./testing/workspace.ts";

const starter = new URL("start-program.ts", import.meta.url).href;

/** A workspace whose program says its word, and the file that starts it. */
const startable = (): Workspace & { readonly start: string } => {
  const made = workspace();
  const start = join(made.home, "start.js");
  writeFileSync(
    start,
    `const { startProgram } = await import(${JSON.stringify(starter)});
     await startProgram(new URL("./", import.meta.url));
     const { readdirSync } = await import("node:fs");
     process.stdout.write(String(readdirSync(new URL("dist", import.meta.url)).length > 0));`,
  );
  return { ...made, start };
};

test("[START] a program starts from whatever folder it is asked for in", async () => {
  const { start } = startable();
  const { stdout } = await promisify(execFile)(process.execPath, [start], { cwd: "/" });
  expect(stdout).toBe("true");
});

const isRoot = process.getuid?.() === 0;
/** Nobody's: of those who own nothing here. */
const somebodyElse = 65_534;

test.each([
  ["ru", "пусть владелец папки выполнит в ней один раз «npx pnpm build»"],
  ["en", "let the owner of the folder run “npx pnpm build” there once"],
])(
  "[START] who may not write where the program would be built is told who can, in %s",
  (locale, sentence) => {
    const { home, start } = startable();
    // The owner may be the one who runs the tests, and may be root, who may write everywhere.
    const asSomebody = isRoot ? { uid: somebodyElse, gid: somebodyElse } : {};
    for (const name of [home, join(home, "src")]) chmodSync(name, 0o555);
    for (let folder = join(home, ".."); folder.includes("beseda-bin-"); folder = join(folder, ".."))
      chmodSync(folder, 0o755);
    const env = { PATH: process.env["PATH"], BESEDA_LOCALE: locale };
    const { status, stderr } = spawnSync(process.execPath, [start], { ...asSomebody, env, encoding: "utf8" });
    for (const name of [home, join(home, "src")]) chmodSync(name, 0o755);
    expect(stderr.trim().split("\n")).toEqual([expect.stringContaining(sentence)]);
    expect(stderr).toContain(home);
    expect(status).toBe(77);
  },
);

test("[START] what somebody else has built is started by whoever may read it", () => {
  const { home, start } = startable();
  expect(spawnSync(process.execPath, [start]).status).toBe(0);
  const names = readdirSync(join(home, "dist"));
  for (let folder = join(home, "dist"); folder.includes("beseda-bin-"); folder = join(folder, ".."))
    chmodSync(folder, 0o555);
  const asSomebody = isRoot ? { uid: somebodyElse, gid: somebodyElse } : {};
  const { status, stderr } = spawnSync(process.execPath, [start], { ...asSomebody, encoding: "utf8" });
  for (const name of ["dist", ".", "..", "../.."]) chmodSync(join(home, name), 0o755);
  expect(stderr).toBe("");
  expect(status).toBe(0);
  expect(readdirSync(join(home, "dist"))).toEqual(names);
});
