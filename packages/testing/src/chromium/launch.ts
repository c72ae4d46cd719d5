import { chromium, type Browser } from "playwright-core";
import { findChromium } from "./chromium.ts";
import { noChromium } from "./install.ts";

/** Launches a headless Chromium that connects only to the page's server. */
export const launchChromium = async (): Promise<Browser> => {
  const found = await findChromium();
  if (!found) throw new Error(noChromium);
  return chromium.launch({
    // Long enough for a busy machine.
    timeout: 120_000,
    executablePath: found.executablePath,
    env: { ...process.env, ...found.env },
    args: ["--no-sandbox", "--disable-background-networking"],
  });
};
