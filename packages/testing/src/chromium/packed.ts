import { execFile } from "node:child_process";
import { access, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { outputOf, type Machine } from "./machine.ts";

/** A Chromium that runs here. */
export interface Chromium {
  readonly executablePath: string;
  /** The additional environment variables that it needs. */
  readonly env: Readonly<Record<string, string>>;
}

const home = fileURLToPath(import.meta.resolve("@sparticuz/chromium"));

/**
 * Returns the Chromium of the npm package `@sparticuz/chromium`, which includes its libraries and a font and
 * so runs on any Linux x64. It is unpacked once, into the cache of the workspace; undefined on other
 * machines.
 */
export const packedChromium = async (machine: Machine): Promise<Chromium | undefined> => {
  if (machine.platform !== "linux" || machine.architecture !== "x64") return undefined;
  const folder = join(machine.caches, `chromium-${await version()}`);
  if (!(await exists(folder)) && !(await unpack(folder, machine))) return undefined;
  return chromiumIn(folder);
};

const chromiumIn = (folder: string): Chromium => ({
  executablePath: join(folder, "chromium"),
  env: { LD_LIBRARY_PATH: join(folder, "al2023/lib"), FONTCONFIG_PATH: join(folder, "fonts") },
});

const version = async (): Promise<string> => {
  const text = await readFile(resolve(home, "../../package.json"), "utf8");
  return (JSON.parse(text) as { readonly version: string }).version;
};

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/**
 * Unpacks the package. It unpacks into the temporary folder, a file at a time, and takes any existing file as
 * complete. So a separate process gets a new folder as its temporary folder, and only a complete one gets the
 * name that others look for: if two unpack at once, the second finds the name taken, with the same files
 * there.
 */
const unpack = async (folder: string, { caches, env }: Machine): Promise<boolean> => {
  await mkdir(caches, { recursive: true });
  const unfinished = await mkdtemp(`${folder}-unfinished-`);
  try {
    await promisify(execFile)(process.execPath, [join(import.meta.dirname, "unpack.ts")], {
      env: { ...env, TMPDIR: unfinished, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" },
    });
    await writeFile(join(unfinished, "fonts/fonts.conf"), fonts(folder));
    const { executablePath, env: libraries } = chromiumIn(unfinished);
    if ((await outputOf([executablePath, "--version"], { ...env, ...libraries })) === undefined) return false;
    await rename(unfinished, folder).catch(async (error: unknown) => {
      if (!(await exists(folder))) throw error;
    });
    return true;
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
};

/** The font configuration; the package's own file names folders that exist only at its usual place. */
const fonts = (folder: string): string => `<?xml version="1.0" ?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`;
