import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * Makes sure that the browser tests have a Chromium: a system one, else Playwright's own, else Debian's package where
 * this may be installed. Says what to do where none can be had.
 */
const candidates = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

const onPath = (): string | undefined =>
  candidates.find((name) => spawnSync(name, ["--version"], { stdio: "ignore" }).status === 0);

const playwrights = async (): Promise<string | undefined> => {
  const { chromium } = await import("playwright-core");
  const path = chromium.executablePath();
  return existsSync(path) ? path : undefined;
};

const attempt = (command: string, ...arguments_: string[]): boolean => {
  process.stdout.write(`> ${[command, ...arguments_].join(" ")}\n`);
  try {
    execFileSync(command, arguments_, { stdio: ["ignore", "ignore", "ignore"], timeout: 240_000 });
    return true;
  } catch {
    return false;
  }
};

const found = async (): Promise<string | undefined> =>
  process.env["CHROMIUM_PATH"] ?? onPath() ?? (await playwrights());

let browser = await found();
if (!browser) {
  process.stdout.write("The tests of the web client need a Chromium; fetching one.\n");
  attempt(
    process.execPath,
    fileURLToPath(import.meta.resolve("playwright-core/cli.js")),
    "install",
    "chromium",
  );
  browser = await found();
}
if (!browser && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
  attempt("apt-get", "update");
  attempt("apt-get", "install", "-y", "--no-install-recommends", "chromium");
  browser = await found();
}
if (!browser) {
  process.stderr.write(
    "No Chromium was found and none could be installed. Install Chromium or Google Chrome, or set CHROMIUM_PATH to one.\n",
  );
  process.exit(1);
}
