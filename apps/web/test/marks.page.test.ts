import { boris } from "@beseda/client/testing";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { messageOf, openStage, type Stage } from "../testing/stage.ts";

const say = (page: Page, text: string) =>
  page.evaluate(([person, said]) => window.fake?.hear({ ...person, text: said }), [boris, text] as const);

const message = `**Важно**: *курсив*, ~~нет~~, \`код\`, [сюда](https://example.org/a), [google.com](https://evil.example/)
> цитата
ответ
- один
- два
12. двенадцать
\`\`\`ts
const x = "<b>";
\`\`\`
конец`;

describe("marks on the page", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  test("[MD-1] what is marked is drawn as elements, under the strict policy", async () => {
    await using opened = await stage.enter();
    const { page } = opened;
    await say(page, message);
    const text = page.getByTestId("message-text").last();
    await text.locator("strong").waitFor();
    expect(await text.locator("strong").textContent()).toBe("Важно");
    expect(await text.locator("em").textContent()).toBe("курсив");
    expect(await text.locator("s").textContent()).toBe("нет");
    expect(await text.locator(".quote").textContent()).toBe("цитата");
    expect(await text.locator("ul li").allTextContents()).toEqual(["один", "два"]);
    expect(await text.locator("ol li").getAttribute("value")).toBe("12");
    expect(await text.locator(".fence-code").textContent()).toBe('const x = "<b>";');
    expect(await text.getByTestId("fence-language").textContent()).toBe("ts");
    expect(opened.troubles).toEqual([]);
  });

  test("[MD-4] the real host stands beside words that look like another one", async () => {
    await using opened = await stage.enter();
    const { page } = opened;
    await say(page, message);
    await page.getByTestId("link-host").waitFor();
    expect(await page.getByTestId("link-host").allTextContents()).toEqual([" (evil.example)"]);
    expect(await page.getByRole("link", { name: "google.com" }).getAttribute("title")).toBe(
      "https://evil.example/",
    );
  });

  test("[MD-6] a spoiler is opened with the keyboard, is not on the page before, and one stays where one was", async () => {
    await using opened = await stage.enter();
    const { page } = opened;
    await say(page, "Убил ||**садовник**||!");
    const spoiler = page.getByRole("button", { name: "Скрытый текст, показать" });
    await spoiler.waitFor();
    expect(await page.content()).not.toContain("садовник");
    await spoiler.focus();
    await page.keyboard.press("Enter");
    await page.locator(".spoiler[data-shown] strong", { hasText: "садовник" }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("садовник");
    expect(opened.troubles).toEqual([]);
  });

  test("[MD-6] code is taken along whole, as it was typed", async () => {
    await using opened = await stage.enter({
      browser: { permissions: ["clipboard-read", "clipboard-write"] },
    });
    const { page } = opened;
    await say(page, "```\nодин\n\n  **два**\n```");
    await page.getByTestId("copy-code").click();
    await page.getByRole("button", { name: "Скопировано", exact: true }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("один\n\n  **два**");
  });

  test("[MD-2] a message without marks is drawn as before, and so are marks within words", async () => {
    await using opened = await stage.enter();
    const { page } = opened;
    const typed = "snake_case, 2*3*4, a||b||c\n\n# <b>не</b> заголовок";
    await say(page, typed);
    await messageOf(page, "заголовок").waitFor();
    await expect.poll(() => page.getByTestId("message-text").last().textContent()).toBe(typed);
  });
});
