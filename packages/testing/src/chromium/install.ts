import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { findChromium, type Chromium } from "./chromium.ts";
import { onPath, outputOf, thisMachine, type Machine } from "./machine.ts";

/** The advice to a person if no browser can be installed without asking. */
export const noChromium =
  "No Chromium was found, and none could be installed: install Chromium or Google Chrome, or set CHROMIUM_PATH to one.";

/**
 * Ensures that there is a Chromium: if there is none, fetches Playwright's own, or installs Debian's package
 * as root.
 * @throws {Error} with one sentence that says what to do
 */
export const ensureChromium = async (
  tell: (line: string) => void,
  machine: Machine = thisMachine(),
): Promise<Chromium> => {
  const found = await findChromium(machine);
  if (found) return found;
  tell("The tests of the web client need a Chromium, and there is none.");
  for (const { line, commands } of await ways(machine)) {
    tell(line);
    for (const command of commands) await outputOf(command, machine.env);
    const installed = await findChromium(machine);
    if (installed) return installed;
  }
  throw new Error(noChromium);
};

interface Way {
  readonly line: string;
  readonly commands: readonly (readonly [string, ...string[]])[];
}

const ways = async (machine: Machine): Promise<readonly Way[]> => {
  const playwright = resolve(fileURLToPath(import.meta.resolve("playwright-core/package.json")), "../cli.js");
  const fetched = {
    line: "Fetching the one of Playwright …",
    commands: [[process.execPath, playwright, "install", "chromium"]],
  } satisfies Way;
  const apt = machine.isRoot && (await onPath("apt-get", machine));
  if (!apt) return [fetched];
  const install = [apt, "install", "-y", "--no-install-recommends", "chromium"] as const;
  return [fetched, { line: "Installing the package of the system …", commands: [[apt, "update"], install] }];
};
