import { spawnSync } from "node:child_process";
import { chromium, type Browser } from "playwright-core";

const candidates = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

const onPath = (): string | undefined =>
  candidates
    .map((name) => spawnSync("which", [name], { encoding: "utf8" }).stdout.trim())
    .find((path) => path !== "");

/** The Chromium that `CHROMIUM_PATH` names, else the system's, else Playwright's own. */
export const launchChromium = (): Promise<Browser> => {
  const executablePath = process.env.CHROMIUM_PATH ?? onPath();
  return chromium.launch({
    timeout: 120_000,
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
};
