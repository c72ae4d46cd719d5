import { boris, vera } from "@beseda/client/testing";
import { source as axe } from "axe-core";
import { closeCodes } from "@beseda/protocol";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { messageOf, openStage, type Stage } from "../testing/stage.ts";

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const caret = (page: Page) =>
  page
    .getByTestId("composer")
    .evaluate((field) => (field instanceof HTMLTextAreaElement ? field.selectionStart : undefined));

/** Returns what axe reports on colours that are hard to tell apart. */
const contrasts = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe);
  return page.evaluate<string[]>(
    `axe.run({ runOnly: ["color-contrast"] }).then(({ violations }) => violations.flatMap(({ nodes }) => nodes.map(({ html }) => html)))`,
  );
};

describe("day by day in a browser", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  test("[VIEW-4] one goes on writing where one stopped: after a reload, and in another room", async () => {
    await using opened = await stage.enter();
    const { page } = opened;
    const composer = page.getByTestId("composer");
    await composer.fill("начало фразы");
    await page.reload();
    await composer.waitFor();
    await page.waitForFunction(() => document.activeElement?.matches("[data-testid=composer]"));
    expect(await caret(page)).toBe("начало фразы".length);
    await page.keyboard.type(", конец");
    expect(await composer.inputValue()).toBe("начало фразы, конец");
    await page.locator("[data-room=кухня]").getByTestId("join").click();
    await page.getByRole("textbox", { name: "Сообщение в #кухня" }).waitFor();
    await page.goBack();
    await page.getByRole("textbox", { name: "Сообщение в #lobby" }).waitFor();
    await page.keyboard.type("!");
    expect(await composer.inputValue()).toBe("начало фразы, конец!");
  });

  test("[VIEW-7] a part of the page that cannot be loaded is told in one sentence, and the page loads again", async () => {
    await using opened = await stage.open({ missing: "**/inside-*.js" });
    const { page } = opened;
    await page.getByTestId("name").fill("Анна");
    await page.getByTestId("enter").click();
    expect(await page.getByTestId("unloaded").innerText()).toContain("загрузилась не целиком");
    await page.unroute("**/inside-*.js");
    await page.keyboard.press("Enter");
    await page.getByTestId("composer").waitFor();
  });

  test("[VIEW-4] on a phone Enter begins a new line, and the button sends", async () => {
    await using opened = await stage.enter({ browser: phone });
    const { page } = opened;
    const composer = page.getByTestId("composer");
    await composer.tap();
    await page.keyboard.type("раз");
    await page.keyboard.press("Enter");
    await page.keyboard.type("два");
    expect(await composer.inputValue()).toBe("раз\nдва");
    expect(await page.getByTestId("message").count()).toBe(0);
    await page.getByTestId("send").tap();
    await messageOf(page, "раз").waitFor();
    expect(await messageOf(page, "раз").getByTestId("message-text").textContent()).toBe("раз\nдва");
  });

  test("[VIEW-4] Enter that ends a word of an input method sends nothing", async () => {
    await using opened = await stage.enter();
    const { page } = opened;
    await page.getByTestId("composer").fill("полсло");
    await page
      .getByTestId("composer")
      .evaluate((field) =>
        field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", keyCode: 229, bubbles: true })),
      );
    expect(await page.getByTestId("composer").inputValue()).toBe("полсло");
    expect(await page.getByTestId("message").count()).toBe(0);
  });

  test("[VIEW-5] Back closes the list of rooms on a phone, and leads from a room to the one before", async () => {
    await using opened = await stage.enter({ browser: phone });
    const { page } = opened;
    const rooms = page.getByRole("navigation", { name: "Комнаты" });
    const address = page.url();
    await page.getByTestId("menu").tap();
    await rooms.waitFor();
    await page.goBack();
    await rooms.waitFor({ state: "hidden" });
    expect(page.url()).toBe(address);
    await page.evaluate(() => window.fake?.join("кухня"));
    await page.getByTestId("menu").tap();
    await page.locator("[data-room=кухня]").getByRole("link").tap();
    await page.getByRole("heading", { level: 1, name: "кухня" }).waitFor();
    await rooms.waitFor({ state: "hidden" });
    await page.goBack();
    await page.getByRole("heading", { level: 1, name: "lobby" }).waitFor();
    expect(await rooms.isVisible()).toBe(false);
    expect(opened.troubles).toEqual([]);
  });

  test.each(["light", "dark"] as const)(
    "[VIEW-5] everything can be read in %s colours",
    async (colorScheme) => {
      await using opened = await stage.enter({
        history: 12,
        browser: { colorScheme, reducedMotion: "reduce" },
      });
      const { page } = opened;
      await page.evaluate(
        ([one, other]) => {
          window.fake?.come(one);
          window.fake?.hear({ ...one, text: "привет" });
          window.fake?.come(other);
          window.fake?.depart(one);
        },
        [boris, vera] as const,
      );
      await page.getByTestId("notices").click();
      await page.getByText("Борис покидает чат").waitFor();
      expect(await contrasts(page)).toEqual([]);
    },
  );

  test.each([
    ["kicked", "Модератор вывел вас из чата.", "Просил не кричать"],
    ["banned", "Вход для вас закрыт.", closeCodes.banned.reason.ru],
  ] as const)("[VIEW-5] who was %s is told so in words", async (end, words, reason) => {
    await using opened = await stage.enter();
    const { page } = opened;
    await page.evaluate((ended) => window.fake?.connection({ phase: "ended", ...ended }), {
      ...closeCodes[end],
      reason,
    });
    const banner = page.getByTestId("banner");
    await banner.getByText(words).waitFor();
    const said = (await banner.textContent()) ?? "";
    expect(said).not.toMatch(/Код|400/u);
    expect(said.includes(reason)).toBe(end === "kicked");
  });

  test("[VIEW-5] the number of people over the conversation is that of the list beside it", async () => {
    await using opened = await stage.enter();
    const { page } = opened;
    await page.evaluate(() => {
      if (window.fake) window.fake.people = window.fake.people.slice(0, 2);
    });
    const about = page.locator(".room-about");
    await about.getByText("Здесь 3 человека").waitFor();
    await page.getByTestId("people-button").click();
    await expect.poll(() => page.getByTestId("person").count()).toBe(2);
    await about.getByText("Здесь 2 человека").waitFor();
  });

  test("[VIEW-5] the greeting covers nothing, and moves nothing when it goes", async () => {
    await using opened = await stage.enter({ history: 60 });
    const { page } = opened;
    const greeting = page.getByTestId("greeting");
    await greeting.waitFor();
    const top = () =>
      messageOf(page, "Сообщение 60").evaluate((element) => element.getBoundingClientRect().top);
    const [greets, list] = [await greeting.boundingBox(), await page.getByTestId("timeline").boundingBox()];
    expect(greets?.y ?? 0).toBeGreaterThanOrEqual((list?.y ?? 0) + (list?.height ?? 0) - 1);
    const before = await top();
    await greeting.waitFor({ state: "hidden" });
    expect(await top()).toBe(before);
  });

  test("[VIEW-3] what was missed while the connection was lost is unread, and one finds where one stopped", async () => {
    await using opened = await stage.enter({ history: 60 });
    const { page } = opened;
    await messageOf(page, "Сообщение 60").waitFor();
    await page.evaluate(() => window.fake?.lose(90_000));
    await page.getByTestId("banner").waitFor();
    await page.evaluate((person) => {
      window.fake?.hear(
        ...Array.from({ length: 400 }, (_, index) => ({ ...person, text: `пропущено ${index + 1}` })),
      );
      window.fake?.greet();
    }, boris);
    await page.getByTestId("banner").waitFor({ state: "detached" });
    const first = page.getByTestId("message").filter({ has: page.getByRole("separator", { name: "Новое" }) });
    await first.waitFor();
    expect(await first.getByTestId("message-text").textContent()).toBe("пропущено 1");
    const view = await page.getByTestId("timeline").boundingBox();
    const row = await first.boundingBox();
    expect(row?.y ?? 0).toBeGreaterThan(view?.y ?? 0);
    expect((row?.y ?? 0) + (row?.height ?? 0)).toBeLessThan((view?.y ?? 0) + (view?.height ?? 0));
    // What is on the screen is read, the others are below.
    const below = Number(await page.getByTestId("to-newest").getAttribute("data-unread"));
    expect([below > 300, below < 400]).toEqual([true, true]);
    await page.getByTestId("to-newest").click();
    await messageOf(page, "пропущено 400").waitFor();
    await page.waitForFunction(() => document.title === "Беседа");
  });

  test("[VIEW-3] a connection that was lost for a moment, with nothing missed, leaves no line", async () => {
    await using opened = await stage.enter({ history: 60 });
    const { page } = opened;
    await messageOf(page, "Сообщение 60").waitFor();
    await page.evaluate(() => window.fake?.lose(90_000));
    await page.getByTestId("banner").waitFor();
    await page.evaluate(() => window.fake?.greet());
    await page.getByTestId("banner").waitFor({ state: "detached" });
    await page.evaluate((person) => window.fake?.hear({ ...person, text: "после" }), boris);
    await messageOf(page, "после").waitFor();
    expect(await page.getByRole("separator", { name: "Новое" }).count()).toBe(0);
    await page.waitForFunction(() => document.title === "Беседа");
  });

  test("[VIEW-3] a room that was there before is there in the frame in which it is asked for", async () => {
    await using opened = await stage.enter({ history: 60 });
    const { page } = opened;
    await messageOf(page, "Сообщение 60").waitFor();
    await page.evaluate(() => window.fake?.join("кухня"));
    await page.evaluate((person) => window.fake?.hear({ ...person, text: "чай", room: "кухня" }), boris);
    const shown = await page.evaluate(
      () =>
        new Promise<string[]>((resolve) => {
          addEventListener("hashchange", () =>
            requestAnimationFrame(() =>
              resolve(
                [...document.querySelectorAll("[data-testid=message-text]")].map(
                  (text) => text.textContent ?? "",
                ),
              ),
            ),
          );
          location.hash = "кухня";
        }),
    );
    expect(shown).toEqual(["чай"]);
  });
});
