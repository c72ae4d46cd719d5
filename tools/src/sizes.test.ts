import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const oxlint = join(root, "node_modules/oxlint/bin/oxlint");

/** The complaints of `pnpm check` about the size of a file with this text. */
const complaints = async (text: string): Promise<readonly string[]> => {
  const folder = mkdtempSync(join(tmpdir(), "beseda-sizes-"));
  try {
    const file = join(folder, "one.ts");
    writeFileSync(file, text);
    const config = join(root, ".oxlintrc.json");
    const { stdout } = await promisify(execFile)(process.execPath, [
      oxlint,
      "-c",
      config,
      "-f",
      "unix",
      file,
    ]).catch((error: { stdout: string }) => error);
    return [...stdout.matchAll(/eslint\((max-lines[a-z-]*)\)/gu)].map(([, rule = ""]) => rule);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const functionOf = (lines: number): string =>
  [
    "export const long = (): void => {",
    ...Array(lines - 2).fill("  globalThis.queueMicrotask(long);"),
    "};",
    "",
  ].join("\n");

const fileOf = (lines: number): string =>
  Array.from({ length: lines }, (_, index) => `export const number${index} = ${index};\n`).join("");

test("a file of more than 250 lines and a function of more than 80 are no part of the house", async () => {
  expect(await complaints(fileOf(250))).toEqual([]);
  expect(await complaints(fileOf(251))).toEqual(["max-lines"]);
  expect(await complaints(functionOf(80))).toEqual([]);
  expect(await complaints(functionOf(81))).toEqual(["max-lines-per-function"]);
});
