import { link, mkdir, mkdtemp, open, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { lockFile } from "./file-lock.ts";

describe.each([
  ["flock", process.env["PATH"] ?? ""],
  ["no program for it", "/nowhere"],
])("[LOG-6] a file is locked, by %s", (_, programs) => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "beseda-lock-"));
    vi.stubEnv("TMPDIR", folder);
    vi.stubEnv("PATH", programs);
  });
  afterEach(() => vi.unstubAllEnvs());

  test("under each of its names, until it is closed", async () => {
    const [one, other] = [join(folder, "one"), join(folder, "other")];
    await writeFile(one, "");
    await link(one, other);
    const first = await open(one, "r+");
    const lock = await lockFile(one, first.fd);
    const second = await open(other, "r+");
    await expect(lockFile(other, second.fd)).rejects.toMatchObject({ code: "log-locked" });
    await first.close();
    await lock.release();
    await (await lockFile(other, second.fd)).release();
    await second.close();
  });

  test("and a copy of it is another file", async () => {
    const files = await Promise.all(["one", "copy"].map((name) => open(join(folder, name), "w+")));
    for (const { fd } of files) await expect(lockFile(folder, fd)).resolves.toHaveProperty("isOfFile");
    for (const file of files) await file.close();
  });
});

test("[LOG-6] a place for locks that others can write is not used, and is left as it is", async () => {
  const folder = await mkdtemp(join(tmpdir(), "beseda-lock-"));
  const place = join(folder, `beseda-locks-${process.getuid?.()}`);
  await mkdir(place);
  await (await open(place)).chmod(0o777);
  vi.stubEnv("TMPDIR", folder);
  vi.stubEnv("PATH", "/nowhere");
  const file = await open(join(folder, "log"), "w+");
  await lockFile("log", file.fd);
  vi.unstubAllEnvs();
  expect((await stat(place)).nlink).toBe(2);
  expect((await stat(place)).mode & 0o777).toBe(0o777);
  await file.close();
});
