import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { fingerprintOf } from "../../state/fingerprint.ts";

const source = fileURLToPath(new URL("../../", import.meta.url));
const store = fileURLToPath(new URL("../../../dist/", import.meta.url));

const outside = (path: string): string => fileURLToPath(new URL(`../../../../../${path}`, import.meta.url));

/** What the page's program is made of: folders of this one, the protocol, and libraries. */
const makers = [
  ...["page", "output", "locale", "folds", "rows", "extremes.ts"].map((part) => join(source, part)),
  outside("packages/protocol/src"),
  outside("pnpm-lock.yaml"),
];

const build = async (): Promise<string> => {
  // Loaded when it is needed: most runs of the analyzer make no page.
  const { rolldown } = await import("rolldown");
  const bundle = await rolldown({
    input: join(source, "page/main.ts"),
    platform: "browser",
    logLevel: "silent",
  });
  const { output } = await bundle.generate({ format: "iife", minify: true });
  await bundle.close();
  return output[0].code;
};

/** The page's program in one piece, built when it is asked for first, and kept. */
export const pageScript = async (): Promise<string> => {
  const file = join(store, `page-${await fingerprintOf(makers)}.js`);
  const kept = await readFile(file, "utf8").catch(() => undefined);
  if (kept !== undefined) return kept;
  const script = await build();
  // Where nothing can be written it is built again the next time.
  await mkdir(store, { recursive: true })
    .then(() => writeFile(file, script))
    .catch(() => undefined);
  return script;
};

/** The page's style sheet. */
export const pageStyle = (): Promise<string> => readFile(join(source, "page/style.css"), "utf8");
