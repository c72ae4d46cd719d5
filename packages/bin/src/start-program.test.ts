import { execFile, spawnSync } from "node:child_process";
import { chmodSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { workspace, type Workspace } from "../testing/workspace.ts";

const starter = new URL("start-program.ts", import.meta.url).href;

/** A workspace whose program prints its word, and the file that starts it. */
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

/**
 * Runs a program subject to file permissions: root loses the capabilities that bypass them. Another user
 * would not do, since it may not even reach the Node of a project in root's own folder.
 */
const withoutPrivileges = (start: string, env?: NodeJS.ProcessEnv) => {
  const [command, ...args] = [
    ...(process.getuid?.() === 0 ? ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] : []),
    process.execPath,
    start,
  ];
  return spawnSync(command, args, { env: env ?? process.env, encoding: "utf8" });
};

test.each([
  ["ru", "пусть владелец папки выполнит в ней один раз «npx pnpm build»"],
  ["en", "let the owner of the folder run “npx pnpm build” there once"],
])(
  "[START] who may not write where the program would be built is told who can, in %s",
  (locale, sentence) => {
    const { home, start } = startable();
    for (const name of [home, join(home, "src")]) chmodSync(name, 0o555);
    for (let folder = join(home, ".."); folder.includes("beseda-bin-"); folder = join(folder, ".."))
      chmodSync(folder, 0o755);
    const env = { PATH: process.env["PATH"], BESEDA_LOCALE: locale };
    const { status, stderr } = withoutPrivileges(start, env);
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
  const { status, stderr } = withoutPrivileges(start);
  for (const name of ["dist", ".", "..", "../.."]) chmodSync(join(home, name), 0o755);
  expect(stderr).toBe("");
  expect(status).toBe(0);
  expect(readdirSync(join(home, "dist"))).toEqual(names);
});
