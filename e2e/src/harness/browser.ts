import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { timeoutMs } from "./until.ts";

/** Somebody's own page: nothing of it is known to another, and all in it gets the time that a busy machine takes. */
export const openPage = async (browser: Browser, options: BrowserContextOptions = {}): Promise<Page> => {
  const context = await browser.newContext({ locale: "ru-RU", ...options });
  context.setDefaultTimeout(timeoutMs);
  return context.newPage();
};

/** Enters the chat by the login; resolves when one can write, which is before the server's greeting. */
export const enter = async (page: Page, url: string, name: string): Promise<void> => {
  await page.goto(url);
  await page.getByTestId("name").fill(name);
  await page.getByTestId("enter").click();
  await page.getByTestId("composer").waitFor();
};

/** Types a line into the field and sends it, as a person does: a message or a command. */
export const say = async (page: Page, line: string): Promise<void> => {
  await page.getByTestId("composer").fill(line);
  // On a touch screen Enter begins a new line (VIEW-4).
  const isTouchScreen = await page.evaluate<boolean>("matchMedia('(pointer: coarse)').matches");
  if (isTouchScreen) await page.getByTestId("send").click();
  else await page.getByTestId("composer").press("Enter");
};
