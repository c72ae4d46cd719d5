import { mkdtempSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { readyBundle } from "./ready-bundle.ts";

const said = async (bundle: string): Promise<unknown> => {
  // The query makes it another module each time that the file has changed.
  const { word } = await import(`${pathToFileURL(bundle).href}?${statSync(bundle).mtimeMs}`);
  return word;
};

const workspace = () => {
  const home = mkdtempSync(join(tmpdir(), "beseda-bundle-"));
  const entry = join(home, "entry.tsx");
  const part = join(home, "part.ts");
  const lock = join(home, "lock.yaml");
  writeFileSync(join(home, "package.json"), '{"type":"module"}');
  writeFileSync(part, 'export const part: string = "раз";');
  writeFileSync(entry, 'import { part } from "./part.ts"; export const word = part;');
  writeFileSync(lock, "1");
  return { part, lock, options: { entry, folder: join(home, "dist"), alsoOn: [lock] } };
};

describe("the bundle", () => {
  test("is made once, and again when a source or the lock file has changed", async () => {
    const { part, lock, options } = workspace();
    const bundle = readyBundle(options);
    expect(await said(bundle)).toBe("раз");
    const { mtimeMs } = statSync(bundle);
    expect(readyBundle(options)).toBe(bundle);
    expect(statSync(bundle).mtimeMs).toBe(mtimeMs);

    writeFileSync(part, 'export const part: string = "два раза";');
    expect(await said(readyBundle(options))).toBe("два раза");

    const { mtimeMs: before } = statSync(bundle);
    writeFileSync(lock, "22");
    readyBundle(options);
    expect(statSync(bundle).mtimeMs).toBeGreaterThan(before);
  });

  test("that somebody else has changed or removed is made anew", async () => {
    const { options } = workspace();
    const bundle = readyBundle(options);
    writeFileSync(bundle, 'export const word = "чужое";');
    expect(await said(readyBundle(options))).toBe("раз");
  });

  test("is made elsewhere where its folder cannot be", async () => {
    const { lock, options } = workspace();
    expect(await said(readyBundle({ ...options, folder: join(lock, "dist") }))).toBe("раз");
  });
});
