import { spawnSync } from "node:child_process";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { patienceMs } from "./until.ts";

const candidates = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/** The Chromium that `pnpm test` made sure of: the one named by CHROMIUM_PATH, a system one, or Playwright's own. */
const executable = (): string => {
  const named = process.env["CHROMIUM_PATH"];
  if (named) return named;
  const system = candidates.find((name) => spawnSync(name, ["--version"], { stdio: "ignore" }).status === 0);
  if (!system) return chromium.executablePath();
  return spawnSync("which", [system], { encoding: "utf8" }).stdout.trim() || system;
};

/** A headless Chromium that talks to nobody but the page's server. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    timeout: patienceMs,
    executablePath: executable(),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });

/** Somebody's own page: nothing of it is known to another, and all in it gets the time that a busy machine takes. */
export const openPage = async (browser: Browser, options: BrowserContextOptions = {}): Promise<Page> => {
  const context = await browser.newContext({ locale: "ru-RU", ...options });
  context.setDefaultTimeout(patienceMs);
  return context.newPage();
};

/** Into the chat through the door; resolves when one can write, which is before the server's greeting. */
export const enter = async (page: Page, url: string, name: string): Promise<void> => {
  await page.goto(url);
  await page.getByTestId("name").fill(name);
  await page.getByTestId("enter").click();
  await page.getByTestId("composer").waitFor();
};

/** What a person types into the field and sends: a message or a command. */
export const say = async (page: Page, line: string): Promise<void> => {
  await page.getByTestId("composer").fill(line);
  await page.getByTestId("composer").press("Enter");
};
