import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { messageOf, openStage, type Stage } from "../testing/stage.ts";

describe("the app in a browser", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  test("[web] Enter sends and Shift+Enter begins a new line; the state is to be seen", async () => {
    await using opened = await stage.enter();
    const { page } = opened;
    const composer = page.getByRole("textbox", { name: "Сообщение в #lobby" });
    await composer.pressSequentially("Привет");
    await composer.press("Shift+Enter");
    await composer.pressSequentially("всем");
    await composer.press("Enter");
    expect(await composer.inputValue()).toBe("");
    const sent = messageOf(page, "Привет");
    await sent.and(page.locator("[data-state=sent]")).waitFor();
    expect(await sent.getByTestId("message-text").textContent()).toBe("Привет\nвсем");
    await page.evaluate(() => window.fake?.acknowledge());
    await sent.and(page.locator("[data-state=acknowledged]")).waitFor();
    await sent.getByRole("img", { name: "#1" }).waitFor();
    expect(opened.troubles).toEqual([]);
  });

  test("[web] a refused message says why, and can be sent again or discarded", async () => {
    await using opened = await stage.enter();
    const { page } = opened;
    await page.getByTestId("composer").fill("раз");
    await page.getByTestId("composer").press("Enter");
    await page.evaluate(() => window.fake?.fail("Слишком много сообщений."));
    const failed = messageOf(page, "раз").and(page.locator("[data-state=failed]"));
    await failed.getByText("Слишком много сообщений.").first().waitFor();
    await failed.getByRole("button", { name: "Повторить" }).click();
    await messageOf(page, "раз").and(page.locator("[data-state=sent]")).waitFor();
    await page.evaluate(() => window.fake?.fail("Слишком много сообщений."));
    await failed.getByRole("button", { name: "Удалить" }).click();
    await messageOf(page, "раз").waitFor({ state: "detached" });
    expect(opened.troubles).toEqual([]);
  });

  test("[MSG-3] one emoji is chosen at a time, with a pointer or by keyboard", async () => {
    await using opened = await stage.enter();
    const { page } = opened;
    await page.evaluate(() =>
      window.fake?.hear({ name: "Борис", text: "раз" }, { name: "Борис", text: "два" }),
    );
    const offered = page.getByRole("group", { name: "Поставить эмодзи" });
    const react = (text: string) => messageOf(page, text).getByTestId("react");
    await react("раз").click();
    await react("два").click();
    expect(await offered.count()).toBe(1);
    await page.getByTestId("composer").click();
    await offered.waitFor({ state: "detached" });
    await react("раз").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await offered.waitFor({ state: "detached" });
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await offered.waitFor({ state: "detached" });
    const performed = await page.evaluate(() => window.fake?.performed.map(({ invocation }) => invocation));
    const seq = Number(await messageOf(page, "раз").getAttribute("data-seq"));
    expect(performed).toEqual([{ command: "react", arguments: { seq, emoji: "👍", withdrawn: false } }]);
    expect(opened.troubles).toEqual([]);
  });

  test("[web] without a connection a banner counts, what is typed waits, and goes out on return", async () => {
    await using opened = await stage.enter();
    const { page } = opened;
    await page.evaluate(() => window.fake?.lose(90_000));
    const banner = page.getByTestId("banner");
    await banner.getByText(/Следующая попытка через \d+ с/u).waitFor();
    await page.getByTestId("composer").fill("подожду");
    await page.getByTestId("composer").press("Enter");
    await messageOf(page, "подожду").and(page.locator("[data-state=queued]")).waitFor();
    await banner.getByText("Ещё не отправлено: 1 сообщение").waitFor();
    await banner.getByRole("button", { name: "Повторить" }).click();
    await banner.waitFor({ state: "detached" });
    await messageOf(page, "подожду").and(page.locator("[data-state=sent]")).waitFor();
    expect(opened.troubles).toEqual([]);
  });

  test("[web] a draft stays through a reload, and one is still in the chat", async () => {
    await using opened = await stage.enter();
    const { page } = opened;
    await page.getByTestId("composer").fill("недопис");
    await page.reload();
    await page.getByTestId("composer").waitFor();
    expect(await page.getByTestId("composer").inputValue()).toBe("недопис");
    expect(await page.getByTestId("me").textContent()).toBe("Анна");
  });

  test("[web] language and appearance switch at once", async () => {
    await using opened = await stage.enter();
    const { page } = opened;
    expect(await page.getAttribute("html", "lang")).toBe("ru");
    await page.getByRole("radio", { name: "English" }).check({ force: true });
    await page.getByRole("textbox", { name: "Message to #lobby" }).waitFor();
    expect(await page.getAttribute("html", "lang")).toBe("en");
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await ground();
    await page.getByRole("radio", { name: "Dark" }).check({ force: true });
    expect(await ground()).not.toBe(light);
    await page.reload();
    await page.getByRole("textbox", { name: "Message to #lobby" }).waitFor();
    expect(await ground()).not.toBe(light);
    expect(opened.troubles).toEqual([]);
  });

  test("[SES-4] leaving shows the farewell, and one can come back", async () => {
    await using opened = await stage.enter();
    const { page } = opened;
    await page.getByRole("button", { name: "Выйти из чата" }).click();
    await page.getByText("Сессия завершена. До свидания!").waitFor();
    await page.getByText("Код 1000").waitFor();
    await page.getByRole("button", { name: "Вернуться" }).click();
    await page.getByTestId("composer").waitFor();
    expect(opened.troubles).toEqual([]);
  });

  test("[web] on a phone the rooms are a drawer that Escape closes", async () => {
    await using opened = await stage.enter({
      browser: { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true },
    });
    const { page } = opened;
    const rooms = page.getByRole("navigation", { name: "Комнаты" });
    expect(await rooms.isVisible()).toBe(false);
    await page.getByRole("button", { name: "Показать комнаты" }).click();
    await rooms.waitFor();
    await page.keyboard.press("Escape");
    await rooms.waitFor({ state: "hidden" });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBe(0);
    expect(opened.troubles).toEqual([]);
  });

  test("[web] the whole way can be gone with the keyboard alone", async () => {
    await using opened = await stage.open();
    const { page } = opened;
    await page.waitForFunction(() => document.activeElement?.matches("[data-testid=name]"));
    await page.keyboard.type("Анна");
    await page.keyboard.press("Enter");
    await page.getByTestId("composer").waitFor();
    await page.waitForFunction(() => document.activeElement?.matches("[data-testid=composer]"));
    await page.keyboard.type("Привет");
    await page.keyboard.press("Enter");
    await messageOf(page, "Привет").waitFor();
    const reached = new Set<string>();
    for (let step = 0; step < 20; step += 1) {
      await page.keyboard.press("Tab");
      reached.add(
        await page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.testid ?? ""),
      );
    }
    expect([...reached]).toEqual(
      expect.arrayContaining(["timeline", "leave", "rename", "join-name", "composer"]),
    );
  });
});
