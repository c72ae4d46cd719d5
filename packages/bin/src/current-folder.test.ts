import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";

const fileOf = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

const startedInRemovedFolder = (program: string, locale: string) =>
  spawnSync("sh", ["-c", 'rmdir "$PWD" && exec "$@"', "sh", process.execPath, fileOf(program)], {
    cwd: temporaryFolder(),
    encoding: "utf8",
    env: { ...process.env, LC_ALL: locale },
  });

test.each([
  ["apps/server/src/start.js", 73],
  ["apps/cli/src/start.js", 1],
  ["apps/analyzer/src/start.js", 2],
])("[START] %s says where it is that it was started in a folder that is gone", (program, exitCode) => {
  for (const [locale, words] of [
    ["ru_RU.UTF-8", "больше нет"],
    ["C", "is gone"],
  ] as const) {
    const { status, stdout, stderr } = startedInRemovedFolder(program, locale);
    expect({ status, stdout }).toEqual({ status: exitCode, stdout: "" });
    expect(stderr).toContain(words);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  }
});
