import { access } from "node:fs/promises";
import { onPath, outputOf, thisMachine, type Machine } from "./machine.ts";
import { packedChromium, type Chromium } from "./packed.ts";

export type { Chromium };

/**
 * The Chromium that `CHROMIUM_PATH` names, else the one that npm brought, else the system's, else Playwright's own;
 * undefined where there is none.
 */
export const findChromium = async (machine: Machine = thisMachine()): Promise<Chromium | undefined> => {
  const named = machine.env["CHROMIUM_PATH"];
  if (named) return { executablePath: named, env: {} };
  return (await packedChromium(machine)) ?? (await systemChromium(machine)) ?? playwrightsChromium(machine);
};

const systemChromium = async (machine: Machine): Promise<Chromium | undefined> => {
  for (const name of ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"]) {
    const path = await onPath(name, machine);
    if (path !== undefined && (await runs(path, machine))) return { executablePath: path, env: {} };
  }
  return undefined;
};

/** Asked in a process of its own: where it is depends on the environment that Playwright is loaded in. */
const playwrightsChromium = async (machine: Machine): Promise<Chromium | undefined> => {
  const program = `import { chromium } from ${JSON.stringify(import.meta.resolve("playwright-core"))};
    process.stdout.write(chromium.executablePath());`;
  const path = await outputOf([process.execPath, "--input-type=module", "--eval", program], machine.env);
  return path && (await runs(path, machine)) ? { executablePath: path, env: {} } : undefined;
};

/** A stub that wants a package manager of its own, or a browser without its libraries, is on the disk, but no browser. */
const runs = async (path: string, { env, platform }: Machine): Promise<boolean> =>
  platform === "win32"
    ? access(path).then(
        () => true,
        () => false,
      )
    : (await outputOf([path, "--version"], env)) !== undefined;
