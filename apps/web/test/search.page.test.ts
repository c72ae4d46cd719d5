import { boris, vera } from "@beseda/client/testing";
import { source as axe } from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { messageOf, openStage, type Stage } from "../testing/stage.ts";

const narrow = { viewport: { width: 390, height: 780 } };
const field = (page: Page) => page.getByTestId("search-field");
const found = (page: Page) => page.getByTestId("found");
/** Returns what was asked of the server, without the order. */
const asked = (page: Page) =>
  page.evaluate(() =>
    window.fake?.calls.flatMap((call) => (call.startsWith("search ") ? [call.replace(/^search /u, "")] : [])),
  );

const hear = (page: Page) =>
  page.evaluate(
    ([one, other]) =>
      window.fake?.hear(
        { ...one, text: "отчёт за ноябрь готов" },
        { ...other, text: "а где отчёт?", room: "кухня" },
      ),
    [boris, vera] as const,
  );

const isFocused = (page: Page, selector: string) =>
  page.waitForFunction((wanted) => document.activeElement?.matches(wanted), selector);

describe("the search", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  test("[VIEW-15] opens by its keys on either layout, looks as one types, and shows who said what, where and when, with the words marked", async () => {
    await using opened = await stage.enter({ history: 3 });
    const { page } = opened;
    await hear(page);
    await page.keyboard.press("Control+k");
    await isFocused(page, "[data-testid=search-field]");
    expect(await page.getByTestId("search-hints").getByRole("button").count()).toBeGreaterThan(7);
    await page.keyboard.type("отчёт");
    await expect.poll(() => found(page).count()).toBe(2);
    expect(await page.getByTestId("search-count").textContent()).toBe("Найдено: 2 сообщения.");
    const first = found(page).first();
    expect(await first.textContent()).toMatch(/^Вера#кухняСегодня, \d\d:\d\dа где отчёт\?$/u);
    expect(await first.locator("mark").allTextContents()).toEqual(["отчёт"]);
    expect(await first.locator("time").getAttribute("title")).toMatch(/20\d\d/u);
    await page.keyboard.press("Escape");
    await isFocused(page, "[data-testid=composer]");
    expect(await page.getByTestId("search").isVisible()).toBe(false);
    await page.evaluate(() =>
      window.dispatchEvent(new KeyboardEvent("keydown", { key: "л", ctrlKey: true, cancelable: true })),
    );
    await isFocused(page, "[data-testid=search-field]");
    expect(await found(page).count()).toBe(2);
    expect(opened.troubles).toEqual([]);
  });

  test("[VIEW-15] what was found is text, whatever is in it, and the time is that of the viewer", async () => {
    await using opened = await stage.enter({ history: 3, browser: { timezoneId: "Asia/Vladivostok" } });
    const { page } = opened;
    await page.evaluate(() => {
      const hit = { seq: 2, room: "lobby", client_id: "Client_2", name: "<b>Борис</b>" };
      const snippet = 'вот <img src=x onerror="document.title=1"> вот';
      const ranges: [number, number][] = [
        [0, 3],
        [43, 46],
      ];
      const time = "2020-02-03T20:30:00.000Z";
      if (window.fake) window.fake.searching = () => ({ hits: [{ ...hit, snippet, ranges, time }] });
    });
    await page.getByTestId("search-button").click();
    await field(page).fill("вот");
    await field(page).press("Enter");
    await found(page).waitFor();
    expect(await found(page).locator("img, b").count()).toBe(0);
    expect(await found(page).locator("mark").allTextContents()).toEqual(["вот", "вот"]);
    expect(await found(page).textContent()).toContain(
      '4 февр. 2020 г., 06:30вот <img src=x onerror="document.title=1"> вот',
    );
    expect(opened.troubles).toEqual([]);
  });

  test("[VIEW-15] [HIST-6] arrows lead to a result and it to its message in another room; Back leads to where one was, once more too", async () => {
    await using opened = await stage.enter({ history: 3 });
    const { page } = opened;
    await hear(page);
    const begin = page.url();
    await page.keyboard.press("Control+k");
    await page.keyboard.type("отчёт");
    await expect.poll(() => found(page).count()).toBe(2);
    await page.keyboard.press("ArrowDown");
    await isFocused(page, ".found[data-seq='5']");
    await page.keyboard.press("ArrowDown");
    await isFocused(page, ".found[data-seq='4']");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await isFocused(page, "[data-testid=search-field]");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await isFocused(page, "article[data-seq='5']");
    expect(decodeURIComponent(new URL(page.url()).hash)).toBe("#кухня/5");
    expect(await found(page).count()).toBe(2);
    await page.goBack();
    await messageOf(page, "отчёт за ноябрь").waitFor();
    expect(page.url()).toBe(begin);
    await found(page).first().click();
    await isFocused(page, "article[data-seq='5']");
    await page.getByTestId("composer").focus();
    await found(page).first().click();
    await isFocused(page, "article[data-seq='5']");
    expect(decodeURIComponent(new URL(page.url()).hash)).toBe("#кухня/5");
    expect(opened.troubles).toEqual([]);
  });

  test("[VIEW-15] on a phone it fills the screen, gives way to the message, and Back leads to the results as they were", async () => {
    await using opened = await stage.enter({ history: 3, browser: narrow });
    const { page } = opened;
    await hear(page);
    const begin = page.url();
    await page.getByTestId("search-button").click();
    await isFocused(page, "[data-testid=search-field]");
    expect(await page.getByTestId("search").boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 780 });
    expect(await page.locator("main").evaluate((main) => main.matches("[inert]"))).toBe(true);
    await field(page).fill("отчёт");
    await found(page).last().click();
    await isFocused(page, "article[data-seq='4']");
    expect(await page.getByTestId("search").isVisible()).toBe(false);
    await page.goBack();
    await isFocused(page, ".found[data-seq='4']");
    expect(await field(page).inputValue()).toBe("отчёт");
    expect(await found(page).count()).toBe(2);
    await page.goForward();
    await expect.poll(() => page.getByTestId("search").isVisible()).toBe(false);
    await page.goBack();
    await isFocused(page, ".found[data-seq='4']");
    await page.goBack();
    await expect.poll(() => page.getByTestId("search").isVisible()).toBe(false);
    expect(page.url()).toBe(begin);
    await page.getByTestId("search-button").focus();
    await page.keyboard.press("Enter");
    await isFocused(page, "[data-testid=search-field]");
    await page.keyboard.press("Escape");
    await isFocused(page, "[data-testid=search-button]");
    expect(page.url()).toBe(begin);
    expect(opened.troubles).toEqual([]);
  });

  test("[VIEW-15] /search opens it with words or without; pages come one by one, and the order can be another one", async () => {
    await using opened = await stage.enter({ history: 45 });
    const { page } = opened;
    await page.getByTestId("composer").fill("/search");
    await page.getByTestId("composer").press("Enter");
    await isFocused(page, "[data-testid=search-field]");
    expect(await page.getByTestId("close-hint").count()).toBe(0);
    await page.getByTestId("composer").fill("/поиск Сообщение");
    await page.getByTestId("composer").press("Enter");
    await expect.poll(() => found(page).count()).toBe(20);
    expect(await field(page).inputValue()).toBe("Сообщение");
    expect(await page.getByTestId("search-count").textContent()).toBe("Найдено: 20 сообщений. Есть ещё.");
    await page.getByTestId("found-more").click();
    await isFocused(page, "li:nth-child(21) > .found");
    await page.getByTestId("found-more").click();
    await isFocused(page, "li:nth-child(41) > .found");
    expect(await page.getByTestId("found-more").count()).toBe(0);
    expect(await page.getByTestId("search-count").textContent()).toBe("Найдено: 45 сообщений.");
    await page.getByTestId("search-order").getByText("Сначала точные").click();
    await expect.poll(() => found(page).count()).toBe(20);
    expect(await asked(page)).toEqual([
      '{"query":"Сообщение","order":"newest"}',
      '{"query":"Сообщение","order":"newest","cursor":"20"}',
      '{"query":"Сообщение","order":"newest","cursor":"40"}',
      '{"query":"Сообщение","order":"best"}',
    ]);
    expect(opened.troubles).toEqual([]);
  });

  test("[VIEW-15] a refusal stands at the field, nothing found says what to try, and an index in the making how far it is", async () => {
    await using opened = await stage.enter({ history: 3 });
    const { page } = opened;
    await page.keyboard.press("Control+k");
    await page.evaluate(() => {
      if (window.fake) window.fake.refusal = "Поиск не понимает «до:завтра».";
    });
    await page.keyboard.type("до:завтра");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").getByText("Поиск не понимает «до:завтра».").waitFor();
    expect(await field(page).getAttribute("aria-invalid")).toBe("true");
    await page.evaluate(() => {
      if (!window.fake) return;
      window.fake.refusal = undefined;
      window.fake.searching = () => ({ hits: [], indexed: 37 });
    });
    await field(page).fill("нетакого");
    await page.getByTestId("search-tries").waitFor();
    expect(await field(page).getAttribute("aria-invalid")).toBe("false");
    expect(await page.getByTestId("search-count").textContent()).toBe("Ничего не найдено.");
    expect(await page.getByTestId("search-built").textContent()).toContain("37%");
    expect(await page.getByRole("progressbar").getAttribute("value")).toBe("37");
    await page.evaluate(() => {
      const [message] = [{ seq: 2, room: "lobby", client_id: "Client_2", name: "Борис" }];
      const hit = { ...message, time: new Date().toISOString(), snippet: "нашлось", ranges: [] };
      if (window.fake) window.fake.searching = () => ({ hits: [hit], meant: "нашлось" });
    });
    await found(page).waitFor();
    expect(await page.getByTestId("search-count").textContent()).toContain(
      "1 сообщение по запросу «нашлось»",
    );
    expect(await page.getByTestId("search-built").count()).toBe(0);
    expect(opened.troubles).toEqual([]);
  });

  test.each(["light", "dark"] as const)(
    "[VIEW-15] [VIEW-12] in %s colours all of it can be read, at 320 pixels too, in English as well",
    async (colorScheme) => {
      const browser = { colorScheme, locale: "en-GB", viewport: { width: 320, height: 640 } };
      await using opened = await stage.enter({ history: 3, browser });
      const { page } = opened;
      await hear(page);
      await page.getByRole("button", { name: "Search" }).click();
      await page.getByTestId("search-hints").getByText("who wrote it").waitFor();
      await page.evaluate(axe);
      const faults = () =>
        page.evaluate(
          `axe.run("aside", { runOnly: ["wcag2a", "wcag2aa"] }).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + " " + html)))`,
        );
      expect(await faults()).toEqual([]);
      await page.getByRole("searchbox", { name: "Search messages" }).fill("отчёт");
      await expect.poll(() => found(page).count()).toBe(2);
      expect(await faults()).toEqual([]);
      const isWithin = await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
      const { x = -1, width = 999 } = (await found(page).first().boundingBox()) ?? {};
      expect([isWithin, x >= 0, x + width <= 320]).toEqual([true, true, true]);
      expect(opened.troubles).toEqual([]);
    },
  );

  test("[VIEW-15] pages without a hit are passed over, and an answer that comes late is not shown", async () => {
    await using opened = await stage.enter({ history: 3 });
    const { page } = opened;
    await page.evaluate(() => {
      const hit = { seq: 2, room: "lobby", client_id: "Client_2", name: "Борис", ranges: [] };
      const time = new Date().toISOString();
      if (!window.fake) return;
      window.fake.searching = ({ query, cursor }) =>
        cursor === "d"
          ? { hits: [{ ...hit, time, snippet: `далеко: ${query}` }] }
          : { hits: [], next: { a: "b", b: "c", c: "d" }[cursor ?? "a"] ?? "b" };
      const search = window.fake.search.bind(window.fake);
      window.fake.search = async (wanted) => {
        const answer = await search(wanted);
        if (wanted.query === "поздно") await new Promise((resolve) => setTimeout(resolve, 1500));
        return answer;
      };
    });
    await page.keyboard.press("Control+k");
    await page.keyboard.type("поздно");
    await page.keyboard.press("Enter");
    await field(page).fill("потом");
    await page.keyboard.press("Enter");
    await found(page).getByText("далеко: потом").waitFor();
    await page.waitForTimeout(2000);
    expect(await found(page).allTextContents()).toEqual([expect.stringContaining("далеко: потом")]);
    expect(opened.troubles).toEqual([]);
  });
});
