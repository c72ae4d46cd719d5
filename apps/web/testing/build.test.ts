import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
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
    [...html.matchAll(/(?:src|href)="\.\/([^"]+\.js)"/gu)].map(([, path = ""]) => path);

  test("[web] the first screen takes at most 150 kB of compressed script", async () => {
    const initial = new Map<string, Buffer>();
    const load = async (path: string): Promise<void> => {
      if (initial.has(path)) return;
      const file = await readFile(join(built.directory, path));
      initial.set(path, file);
      const imported = file.toString().matchAll(/(?:from|import)"\.\/([^"]+\.js)"/gu);
      for (const [, name = ""] of imported) await load(`assets/${name}`);
    };
    for (const path of scripts(await page())) await load(path);
    expect(initial.size).toBeGreaterThan(0);
    const bytes = [...initial.values()].reduce((sum, file) => sum + gzipSync(file, { level: 9 }).length, 0);
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

  test("[VIEW-6] the page finds its files beside itself, at whatever path it lies", async () => {
    expect(await page()).not.toMatch(/(?:src|href)="\//u);
    expect(await page()).toMatch(/href="\.\/favicon\.svg"/u);
  });

  test("[VIEW-6] all that the browser needs is at most 180 kB on the wire", async () => {
    const entries = await readdir(built.directory, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && /\.(?:js|css|html)$/u.test(entry.name));
    const sizes = await Promise.all(
      files.map(async ({ parentPath, name }) => {
        const file = join(parentPath, name);
        const whole = await readFile(file);
        if (whole.length < 1024) return whole.length;
        const [brotli, gzipped] = await Promise.all([readFile(`${file}.br`), readFile(`${file}.gz`)]);
        expect(brotliDecompressSync(brotli).equals(whole)).toBe(true);
        expect(gunzipSync(gzipped).equals(whole)).toBe(true);
        return brotli.length;
      }),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(180_000);
  });

  test("[web] every asset has a hash of its content in its name", async () => {
    for (const name of await readdir(join(built.directory, "assets"))) {
      expect(name).toMatch(/-[\w-]{8}\.(?:js|css)(?:\.br|\.gz)?$/u);
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
