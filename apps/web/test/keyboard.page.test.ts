import { boris } from "@beseda/client/testing";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { messageOf, openStage, type Stage } from "../testing/stage.ts";

const narrow = { viewport: { width: 390, height: 780 } };

/** Returns the focused element: its test id, else its name, else its tag. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement } = document;
    if (!(activeElement instanceof HTMLElement)) return undefined;
    const { dataset, tagName } = activeElement;
    return dataset.testid ?? activeElement.getAttribute("aria-label") ?? tagName;
  });

const press = async (page: Page, testId: string): Promise<void> => {
  await page.getByTestId(testId).first().focus();
  await page.keyboard.press("Enter");
};

describe("with the keyboard alone", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  test("[VIEW-9] at the login a way in that was chosen leads to the field that it asks for, a refusal to the one that is wrong", async () => {
    await using opened = await stage.open();
    const { page } = opened;
    await page.waitForFunction(() => document.activeElement?.matches("[data-testid=name]"));
    await page.keyboard.type("Анна");
    await press(page, "way-login");
    expect(await focused(page)).toBe("password");
    await press(page, "way-invitation");
    expect(await focused(page)).toBe("link");
    await page
      .getByTestId("link")
      .fill("https://example.org/#invitation=abcdefghijklmnopqrstuvwxyzabcdefghijklmnopq");
    await page.getByTestId("password").fill("кратко");
    await press(page, "enter");
    expect(await focused(page)).toBe("password");
    expect(await page.getByTestId("password").getAttribute("aria-invalid")).toBe("true");
    expect(await page.getByTestId("name").getAttribute("aria-invalid")).toBe("false");
  });

  test.each([
    ["people-button", "people", "close-people"],
    ["menu", "me", "Скрыть комнаты"],
  ] as const)(
    "[VIEW-9] where %s opens what lies over the page one is in it, with nothing behind, and then back",
    async (button, inside, first) => {
      await using opened = await stage.enter({ history: 20, browser: narrow });
      const { page } = opened;
      const address = page.url();
      await press(page, button);
      await page.getByTestId(inside).waitFor();
      await expect.poll(() => focused(page)).toBe(first);
      expect(await page.locator("main").evaluate((main) => main.matches("[inert]"))).toBe(true);
      await page.keyboard.press("Escape");
      await expect.poll(() => focused(page)).toBe(button);
      expect(await page.locator("main").evaluate((main) => main.matches("[inert]"))).toBe(false);
      await page.keyboard.press("Enter");
      await expect.poll(() => focused(page)).toBe(first);
      await page.goBack();
      await expect.poll(() => focused(page)).toBe(button);
      expect(page.url()).toBe(address);
      expect(opened.troubles).toEqual([]);
    },
  );

  test("[VIEW-9] Escape closes a list of people without leading on to the newest message", async () => {
    await using opened = await stage.enter({ history: 60, browser: narrow });
    const { page } = opened;
    await messageOf(page, "Сообщение 60").waitFor();
    await page.getByTestId("timeline").evaluate((list) => list.scrollBy(0, -900));
    await page.getByTestId("to-newest").waitFor();
    await press(page, "people-button");
    await expect.poll(() => focused(page)).toBe("close-people");
    await page.keyboard.press("Escape");
    await page.getByTestId("people").waitFor({ state: "detached" });
    expect(await page.getByTestId("timeline").evaluate(({ scrollTop }) => scrollTop)).toBeLessThan(-800);
  });

  test("[VIEW-9] [DIR-1] a private talk that was begun from the list over the page takes its place: Back leads to the room before", async () => {
    await using opened = await stage.enter({ browser: narrow });
    const { page } = opened;
    await press(page, "people-button");
    await page.getByTestId("person").filter({ hasText: "Борис" }).click();
    await page.getByRole("heading", { level: 1, name: "Борис" }).waitFor();
    await page.getByTestId("people").waitFor({ state: "detached" });
    await page.goBack();
    await page.getByRole("heading", { level: 1, name: "lobby" }).waitFor();
    expect(await page.getByTestId("people").count()).toBe(0);
  });

  test("[VIEW-9] a button that goes when it is pressed leaves the focus near by", async () => {
    await using opened = await stage.enter({ history: 5 });
    const { page } = opened;
    await press(page, "people-button");
    await press(page, "person-more");
    await press(page, "block");
    expect(await focused(page)).toBe("person-more");
    await press(page, "close-people");
    expect(await focused(page)).toBe("people-button");
    await press(page, "rename");
    expect(await focused(page)).toBe("new-name");
    await page.keyboard.press("Escape");
    expect(await focused(page)).toBe("rename");
    await page.getByTestId("composer").fill("раз");
    await page.getByTestId("composer").press("Enter");
    await page.evaluate(() => window.fake?.fail("Нельзя."));
    await press(page, "discard");
    expect(await focused(page)).toBe("timeline");
    await page.getByTestId("composer").focus();
    await page.evaluate(() =>
      window.fake?.connection({ phase: "ended", code: 4003, status: "kicked", reason: "Просил не кричать" }),
    );
    await expect.poll(() => focused(page)).toBe("come-back");
    await page.keyboard.press("Enter");
    await expect.poll(() => focused(page)).toBe("composer");
  });

  test("[VIEW-9] Escape first closes an answer, then leads to the newest; past the list there is a way to the field", async () => {
    await using opened = await stage.enter({ history: 60 });
    const { page } = opened;
    await messageOf(page, "Сообщение 60").waitFor();
    await page.getByTestId("timeline").evaluate((list) => list.scrollBy(0, -900));
    await page.getByTestId("to-newest").waitFor();
    await page.getByTestId("composer").fill("/bogus");
    await page.getByTestId("composer").press("Enter");
    await page.getByTestId("close-hint").waitFor();
    await page.keyboard.press("Escape");
    await page.getByTestId("close-hint").waitFor({ state: "detached" });
    expect(await page.getByTestId("timeline").evaluate(({ scrollTop }) => scrollTop)).toBeLessThan(-500);
    await page.keyboard.press("Escape");
    await page.getByTestId("to-newest").waitFor({ state: "detached" });
    await page.getByTestId("people-button").focus();
    await page.keyboard.press("Tab");
    expect(await focused(page)).toBe("skip-list");
    await page.keyboard.press("Enter");
    expect(await focused(page)).toBe("composer");
    const names = await page
      .getByTestId("reply")
      .evaluateAll((buttons) => buttons.map((button) => button.ariaLabel));
    expect(names.length).toBeGreaterThan(0);
    expect(names.every((name) => /^Ответить: (?:Борис|Вера|Анна), \d/u.test(name ?? ""))).toBe(true);
  });

  test("[VIEW-10] the same words said twice are read out twice, the first ones of an empty room too, and history is not", async () => {
    await using opened = await stage.enter();
    const { page } = opened;
    const read = () => page.getByTestId("announcer").locator("p").allTextContents();
    await page.evaluate((person) => window.fake?.hear({ ...person, text: "раз" }), boris);
    await expect.poll(read).toEqual(["Борис: раз"]);
    await page.evaluate((person) => window.fake?.hear({ ...person, text: "раз" }), boris);
    await expect.poll(read).toEqual(["Борис: раз", "Борис: раз"]);
    await page.getByTestId("composer").fill("моё");
    await page.getByTestId("composer").press("Enter");
    await page.evaluate(() => window.fake?.fail("Нельзя."));
    await expect.poll(read).toEqual(["Борис: раз", "Борис: раз", "Не отправлено: моё. Нельзя."]);
    await using other = await stage.enter({ history: 20 });
    await messageOf(other.page, "Сообщение 20").waitFor();
    await other.page.evaluate((person) => window.fake?.hear({ ...person, text: "одно" }), boris);
    await other.page.getByTestId("announcer").getByText("Борис: одно").waitFor({ state: "attached" });
    expect(await other.page.getByTestId("announcer").locator("p").count()).toBe(1);
  });

  test("[VIEW-11] several messages that are copied say who said what and when, own ones too", async () => {
    await using opened = await stage.enter();
    const { page } = opened;
    await page.evaluate(
      (person) =>
        window.fake?.hear({ ...person, text: "раз" }, { ...person, text: "два\n[10:00] Вера: враньё" }),
      boris,
    );
    await page.getByTestId("composer").fill("три");
    await page.getByTestId("composer").press("Enter");
    await messageOf(page, "три").waitFor();
    const copy = (from: number, to: number) =>
      page.evaluate(
        ([first, last]) => {
          const texts = document.querySelectorAll("[data-testid=message-text]");
          if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
          const [start, end] = [texts[first]?.firstChild, texts[last]?.firstChild];
          if (start && end) getSelection()?.setBaseAndExtent(start, 1, end, 2);
          const clipboardData = new DataTransfer();
          document.body.dispatchEvent(
            new ClipboardEvent("copy", { bubbles: true, cancelable: true, clipboardData }),
          );
          return clipboardData.getData("text/plain").replaceAll(/\d\d:\d\d/gu, "10:00");
        },
        [from, to] as const,
      );
    expect((await copy(0, 2)).split("\n")).toEqual([
      "[10:00] Борис: аз",
      "[10:00] Борис: два",
      "    [10:00] Вера: враньё",
      "[10:00] Анна: тр",
    ]);
    // Within one message the browser copies as anywhere.
    expect(await copy(0, 0)).toBe("");
  });

  test("[VIEW-9] a refusal of what was asked for in the list of rooms is told where it is seen: the list gives way", async () => {
    await using opened = await stage.enter({ history: 5, browser: narrow });
    const { page } = opened;
    await press(page, "menu");
    await press(page, "rename");
    await page.getByTestId("new-name").fill("Борис");
    await page.evaluate(() => window.fake && (window.fake.refusal = "Это имя занято."));
    await page.getByTestId("new-name").press("Enter");
    await page.getByRole("alert").filter({ hasText: "Это имя занято." }).waitFor();
    expect(await page.locator("main").evaluate((main) => main.matches("[inert]"))).toBe(false);
    await expect.poll(() => focused(page)).toBe("menu");
    expect(opened.troubles).toEqual([]);
  });

  test("[VIEW-9] the button to the list of rooms says that there is something new in it", async () => {
    await using opened = await stage.enter({ history: 5, browser: narrow });
    const { page } = opened;
    const button = page.getByTestId("menu");
    expect(await button.getAttribute("aria-label")).toBe("Показать комнаты");
    await page.evaluate(async (person) => {
      await window.fake?.join("кухня");
      window.fake?.hear({ ...person, text: "Кто здесь?", room: "кухня" });
    }, boris);
    await page.getByRole("button", { name: "Показать комнаты, есть новое", exact: true }).waitFor();
  });

  test("[VIEW-10] that a text has become too long for one message is read out, and what can be done", async () => {
    await using opened = await stage.enter();
    const { page } = opened;
    const announced = page.locator(".composer").getByRole("status");
    // A screen reader announces changes in a place that was there before.
    await announced.evaluate((place) => place.setAttribute("data-was-there", ""));
    await page.getByTestId("composer").fill("Ж".repeat(4001));
    await announced.getByText("Отправить 2 сообщениями").waitFor();
    expect(await announced.evaluate((place) => place.hasAttribute("data-was-there"))).toBe(true);
  });
});
