import { expect, test } from "vitest";
import { launchChromium } from "./launch.ts";

test("the browser shows letters of every alphabet that the chat is written in, each with a width of its own", async () => {
  const browser = await launchChromium();
  const page = await browser.newPage();
  await page.setContent("<span>iiii</span> <span>шшшш</span>");
  const [narrow = 0, wide = 0] = await page
    .locator("span")
    .evaluateAll((spans) => spans.map((span) => span.getBoundingClientRect().width));
  await browser.close();
  expect(narrow).toBeGreaterThan(0);
  expect(wide).toBeGreaterThan(narrow);
});
