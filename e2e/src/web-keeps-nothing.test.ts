import { launchChromium } from "@beseda/testing/chromium";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { enter, openPage, say } from "./harness/browser.ts";
import { temporaryFolder } from "./harness/place.ts";
import { ServerProcess } from "./harness/server.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

test("[CLI-10] a browser that keeps nothing for the page lets in, sends, and tells that nothing is kept", async () => {
  await using folder = await temporaryFolder();
  await using server = await ServerProcess.start({ folder: folder.path });
  const page = await openPage(browser);
  const mistakes: string[] = [];
  page.on("pageerror", (error) => mistakes.push(error.message));
  await page.addInitScript(`
    Object.defineProperty(window, "indexedDB", { value: undefined });
    for (const name of ["localStorage", "sessionStorage"])
      Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });
  `);
  await enter(page, server.url, "Анна");
  await say(page, "Привет");
  await page.locator('article[data-state="acknowledged"]').waitFor();
  await page.getByText("не сохраняются на этом устройстве").waitFor();
  await page.reload();
  await page.getByTestId("name").waitFor();
  expect(mistakes).toEqual([]);
});
