import { access } from "node:fs/promises";
import { onPath, outputOf, thisMachine, type Machine } from "./machine.ts";
import { packedChromium, type Chromium } from "./packed.ts";

export type { Chromium };

/**
 * Finds the Chromium that `CHROMIUM_PATH` names, else the one from npm, else the system's, else Playwright's
 * own; undefined if there is none.
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

/** Asks Playwright in a separate process: the path depends on the environment at the time it is loaded. */
const playwrightsChromium = async (machine: Machine): Promise<Chromium | undefined> => {
  const program = `import { chromium } from ${JSON.stringify(import.meta.resolve("playwright-core"))};
    process.stdout.write(chromium.executablePath());`;
  const path = await outputOf([process.execPath, "--input-type=module", "--eval", program], machine.env);
  return path && (await runs(path, machine)) ? { executablePath: path, env: {} } : undefined;
};

/** Whether a browser works: a stub that wants its own package manager, or one without libraries, does not. */
const runs = async (path: string, { env, platform }: Machine): Promise<boolean> =>
  platform === "win32"
    ? access(path).then(
        () => true,
        () => false,
      )
    : (await outputOf([path, "--version"], env)) !== undefined;
