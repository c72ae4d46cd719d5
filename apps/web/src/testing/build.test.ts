import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { build, type Built } from "./build.ts";

/** Bytes of script that come before the first screen, as a server would send them. */
const budget = 150_000;

describe("build", () => {
  let built: Built;
  beforeAll(async () => {
    built = await build();
  });
  afterAll(() => built[Symbol.asyncDispose]());

  const page = () => readFile(join(built.directory, "index.html"), "utf8");
  const scripts = (html: string) =>
    [...html.matchAll(/(?:src|href)="\/([^"]+\.js)"/gu)].map(([, path]) => path);

  test("[web] the first screen takes at most 150 kB of compressed script", async () => {
    const initial = scripts(await page());
    expect(initial.length).toBeGreaterThan(0);
    const files = await Promise.all(initial.map((path) => readFile(join(built.directory, path ?? ""))));
    const bytes = files.reduce((sum, file) => sum + gzipSync(file, { level: 9 }).length, 0);
    expect(bytes).toBeLessThanOrEqual(budget);
  });

  test("[web] a strict content security policy has nothing to object to in the page", async () => {
    const html = await page();
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:|data:/u);
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/u);
  });

  test("[web] nothing is loaded from elsewhere", async () => {
    expect(await page()).not.toMatch(/(?:src|href)="(?:https?:)?\/\//u);
    const assets = await readdir(join(built.directory, "assets"));
    const styles = await Promise.all(
      assets
        .filter((name) => name.endsWith(".css"))
        .map((name) => readFile(join(built.directory, "assets", name), "utf8")),
    );
    expect(styles.length).toBeGreaterThan(0);
    for (const style of styles) expect(style).not.toMatch(/url\(|@import/u);
  });

  test("[web] every asset has a hash of its content in its name", async () => {
    for (const name of await readdir(join(built.directory, "assets"))) {
      expect(name).toMatch(/-[\w-]{8}\.(?:js|css)$/u);
    }
  });

  test("[web] the fake is not part of the page", async () => {
    const assets = await readdir(join(built.directory, "assets"));
    const texts = await Promise.all(
      assets.map((name) => readFile(join(built.directory, "assets", name), "utf8")),
    );
    expect(texts.join("\n")).not.toContain("и ещё несколько слов");
  });
});
