import { boris, vera } from "@beseda/client/testing";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { messageOf, openStage, type Stage } from "../testing/stage.ts";

const direct = "@Client_1+Client_2";

const asked = (page: Page) => page.evaluate(() => window.fake?.calls ?? []);
const signals = (page: Page) => page.evaluate(() => window.fake?.signals ?? []);
const topOf = (page: Page, testId: string) =>
  page.getByTestId(testId).evaluate((element) => element.getBoundingClientRect().top);

/** Returns the pixels between the visible part of the list and its end. */
const below = (page: Page) => page.getByTestId("timeline").evaluate(({ scrollTop }) => Math.abs(scrollTop));

describe("the company of others in a browser", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  test("[DEL-9] who types is told in a line that moves nothing, and is not read out", async () => {
    await using opened = await stage.enter({ history: 10 });
    const { page } = opened;
    const line = page.getByTestId("typing");
    const before = await topOf(page, "composer");
    await page.evaluate((person) => window.fake?.typists("lobby", person), boris);
    await line.getByText("Борис печатает").waitFor();
    expect(await topOf(page, "composer")).toBe(before);
    await page.evaluate((people) => window.fake?.typists("lobby", ...people), [boris, vera]);
    await line.getByText("Борис и Вера печатают").waitFor();
    expect(await line.getAttribute("aria-live")).toBe("off");
    const more = ["Глеб", "Дина"].map((name) => ({ client_id: name, name }));
    await page.evaluate((people) => window.fake?.typists("lobby", ...people), [boris, vera, ...more]);
    await line.getByText("Борис, Вера и ещё 2 печатают").waitFor();
    await page.evaluate(() => window.fake?.typists("lobby"));
    await page.waitForFunction(() => document.querySelector("[data-testid=typing]")?.textContent === "");
    expect(opened.troubles).toEqual([]);
  });

  test("[DEL-9] that one types is told at each key, but not of a command", async () => {
    await using opened = await stage.enter();
    const { page } = opened;
    const composer = page.getByTestId("composer");
    await composer.pressSequentially("/who");
    expect(new Set((await signals(page)).filter((signal) => signal.includes("typing")))).toEqual(
      new Set(["not typing in lobby"]),
    );
    await composer.fill("");
    await composer.pressSequentially("да");
    expect((await signals(page)).slice(-2)).toEqual(["typing in lobby", "typing in lobby"]);
    await composer.fill("");
    expect((await signals(page)).at(-1)).toBe("not typing in lobby");
    expect(opened.troubles).toEqual([]);
  });

  test("[DEL-10] who has the page out of sight for three minutes is away, until they look again", async () => {
    await using opened = await stage.enter();
    const { page } = opened;
    // From now on time passes only as the test says.
    await page.clock.install();
    await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 60_000);
    const look = (state: string) =>
      page.evaluate((to) => {
        Object.defineProperty(document, "visibilityState", { configurable: true, value: to });
        document.dispatchEvent(new Event("visibilitychange"));
      }, state);
    await look("hidden");
    await page.clock.runFor(170_000);
    expect(await signals(page)).not.toContain("away");
    await page.clock.runFor(20_000);
    expect((await signals(page)).at(-1)).toBe("away");
    await look("visible");
    await page.waitForFunction(() => window.fake?.signals.at(-1) === "active");
  });

  test("[DEL-7] the list of people shows who is away, and leads to a private talk", async () => {
    await using opened = await stage.enter();
    const { page } = opened;
    await page.evaluate(() => window.fake?.goAway("Client_3"));
    await page.getByRole("button", { name: "Кто здесь" }).click();
    const people = page.getByRole("complementary", { name: "Сейчас здесь" });
    await people.getByText("Анна (вы)").waitFor();
    expect(
      await people.getByTestId("person").evaluateAll((all) => all.map((one) => one.textContent)),
    ).toEqual(["ААнна (вы)", "ББорис", "ВВеране у экрана"]);
    await page.evaluate(
      (person) => {
        if (!window.fake) return;
        window.fake.people = [...window.fake.people, { client_id: "Client_4", name: "Глеб" }];
        window.fake.come(person);
      },
      { client_id: "Client_4", name: "Глеб" },
    );
    await people.getByText("Глеб").waitFor();
    await people.getByText("Борис").click();
    await page.getByRole("heading", { level: 1, name: "Борис" }).waitFor();
    expect(await asked(page)).toContain("direct Client_2");
    await page.waitForFunction((room) => decodeURIComponent(location.hash) === `#${room}`, direct);
    expect(opened.troubles).toEqual([]);
  });

  test("[DIR-2] who is invited sees who asks and where, and joins or declines", async () => {
    await using opened = await stage.enter();
    const { page } = opened;
    const invitation = (room: string, title: string) => ({
      room,
      title,
      by: "Client_2",
      by_name: "Борис",
      time: "2026-11-21T10:00:00.000Z",
    });
    const two = [invitation("~книги-0123456789ab", "Книги"), invitation("~чай-0123456789ab", "Чай")];
    await page.evaluate((invitations) => window.fake?.personal({ invitations }), two);
    const shown = page.getByTestId("invitation");
    await shown.first().waitFor();
    expect(await shown.count()).toBe(2);
    await shown.first().getByText("Зовёт Борис").waitFor();
    await shown.last().getByTestId("decline").click();
    expect(await asked(page)).toContain('decline in lobby {"room":"~чай-0123456789ab"}');
    await shown.first().getByTestId("accept").click();
    await page.waitForFunction(() => decodeURIComponent(location.hash) === "#~книги-0123456789ab");
    await page.evaluate(() => window.fake?.personal({ invitations: [] }));
    await shown.first().waitFor({ state: "detached" });
    expect(opened.troubles).toEqual([]);
  });

  test("[DIR-4] what the blocked say is one line that opens, and is neither unread nor read out", async () => {
    await using opened = await stage.enter({ history: 5 });
    const { page } = opened;
    await page.getByRole("button", { name: "Кто здесь" }).click();
    await page.getByRole("button", { name: "Ещё: Борис", exact: true }).click();
    await page.getByTestId("block").click();
    expect(await asked(page)).toContain('block in lobby {"name":"Client_2"}');
    await page.evaluate(() => window.fake?.personal({ blocked: new Map([["Client_2", "Борис"]]) }));
    await page.evaluate((person) => window.fake?.hear({ ...person, text: "гадость" }), boris);
    // Earlier messages are a line, too.
    await expect.poll(() => page.getByTestId("folded").count()).toBe(2);
    const folded = page.getByTestId("folded").last();
    await folded.getByText("от заблокированных").waitFor();
    expect(await page.getByText("Борис: гадость").isVisible()).toBe(false);
    await folded.getByText("от заблокированных").click();
    await page.getByText("Борис: гадость").waitFor();
    expect(await page.getByTestId("announcer").textContent()).not.toContain("гадость");
    await folded.getByTestId("unblock").click();
    expect(await asked(page)).toContain('unblock in lobby {"name":"Client_2"}');
    await page.evaluate(() => window.fake?.personal({ blocked: new Map() }));
    await messageOf(page, "гадость").waitFor();
    expect(opened.troubles).toEqual([]);
  });

  test("[DIR-5] a report is begun at the message or the person, and sent where one writes, with its reason", async () => {
    await using opened = await stage.enter({ history: 5 });
    const { page } = opened;
    await page.evaluate((person) => window.fake?.hear({ ...person, text: "гадость" }), boris);
    const message = messageOf(page, "гадость");
    const seq = await message.getAttribute("data-seq");
    await message.hover();
    await message.getByTestId("more").click();
    await message.getByTestId("report").click();
    const composer = page.getByTestId("composer");
    expect(await composer.inputValue()).toBe(`/report #${seq} `);
    await composer.pressSequentially("оскорбления");
    await composer.press("Enter");
    expect(await asked(page)).toContain(`report in lobby {"about":{"seq":${seq}},"reason":"оскорбления"}`);
    await page.evaluate(() => window.fake?.personal({ reports: 2 }));
    await page.getByTestId("reports").click();
    expect(await asked(page)).toContain("reports in lobby {}");
    expect(opened.troubles).toEqual([]);
  });

  test("[DIR-1] a private talk that somebody begins is listed by their name, and is unread from its first message", async () => {
    await using opened = await stage.enter({ history: 5 });
    const { page } = opened;
    await page.evaluate(
      ([room, person]) => {
        window.fake?.openDirect(room, person.name);
        window.fake?.hear({ ...person, text: "Можно вас на минуту?", room });
      },
      [direct, boris] as const,
    );
    const room = page.getByRole("link", { name: /Борис/u });
    await room.getByTestId("unread").getByText("1", { exact: true }).waitFor();
    await page.waitForFunction(() => document.title.includes("1"));
    await room.click();
    await page.getByText("Можно вас на минуту?").waitFor();
    await room.getByTestId("unread").waitFor({ state: "detached" });
    await page.getByRole("textbox", { name: "Сообщение: @Борис" }).waitFor();
    expect(opened.troubles).toEqual([]);
  });

  test("[TXT-5] a command is carried out by the server and answered above the field; a refusal is one sentence", async () => {
    await using opened = await stage.enter();
    const { page } = opened;
    const composer = page.getByTestId("composer");
    await page.evaluate(() => {
      if (window.fake) window.fake.outcome = { lines: ["В #lobby 2 человека: Анна, Борис"] };
    });
    await composer.fill("/who");
    await composer.press("Enter");
    await page.getByTestId("hint").getByText("В #lobby 2 человека: Анна, Борис").waitFor();
    expect(await asked(page)).toEqual(["who in lobby {}"]);
    await page.getByRole("button", { name: "Закрыть" }).click();
    await page.getByText("В #lobby 2 человека").waitFor({ state: "detached" });
    await page.evaluate(() => {
      if (window.fake) window.fake.refusal = "Здесь вам этого нельзя.";
    });
    await composer.fill("/kick Борис");
    await composer.press("Enter");
    await page.getByRole("alert").getByText("Здесь вам этого нельзя.").waitFor();
    await composer.fill("/qiut");
    await composer.press("Enter");
    await page.getByRole("alert").getByText("/quit").waitFor();
    expect(opened.troubles).toEqual([]);
  });

  test("[web] an answer that takes place leaves the newest message in view", async () => {
    await using opened = await stage.enter({ history: 40 });
    const { page } = opened;
    await page.getByTestId("message-text").getByText("Сообщение 40").waitFor();
    await expect.poll(() => below(page)).toBeLessThan(40);
    const height = () => page.getByTestId("timeline").evaluate(({ clientHeight }) => clientHeight);
    const before = await height();
    await page.evaluate(() => {
      const lines = Array.from({ length: 9 }, (_, index) => `строка ${index}`);
      if (window.fake) window.fake.outcome = { lines };
    });
    await page.getByTestId("composer").fill("/m");
    await page.getByTestId("suggestions").waitFor();
    await page.getByTestId("composer").fill("/rooms");
    await page.getByTestId("composer").press("Enter");
    await page.getByTestId("hint").getByText("строка 8").waitFor();
    expect(await height()).toBeLessThan(before - 100);
    await expect.poll(() => below(page)).toBeLessThan(40);
    expect(opened.troubles).toEqual([]);
  });

  test("[web] less room for the list leaves the newest message in view, whatever is noticed first", async () => {
    await using opened = await stage.enter({ history: 40 });
    const { page } = opened;
    await page.getByTestId("message-text").getByText("Сообщение 40").waitFor();
    await expect.poll(() => below(page)).toBeLessThan(40);
    await page.getByTestId("timeline").evaluate(async (list) => {
      const box = document.createElement("div");
      const takes = (height: number) => {
        box.style.flex = `0 0 ${height}px`;
      };
      takes(60);
      list.closest("main")?.append(box);
      await new Promise((resolve) => setTimeout(resolve, 500));
      // On a slow machine several changes are noticed as one, and a scroll before any of them.
      takes(0);
      list.dispatchEvent(new Event("scroll"));
      takes(180);
      list.dispatchEvent(new Event("scroll"));
    });
    await expect.poll(() => below(page)).toBeLessThan(40);
    expect(opened.troubles).toEqual([]);
  });

  test("[TXT-3] a command that is begun is suggested, and Tab goes on with it", async () => {
    await using opened = await stage.enter();
    const { page } = opened;
    await page.evaluate((person) => window.fake?.hear({ ...person, text: "Привет" }), boris);
    const composer = page.getByTestId("composer");
    await composer.pressSequentially("/ms");
    await page.getByTestId("suggestions").getByText("/msg ИМЯ ТЕКСТ").waitFor();
    await page.keyboard.press("Tab");
    expect(await composer.inputValue()).toBe("/msg ");
    await page.keyboard.type("б");
    await page.keyboard.press("Tab");
    expect(await composer.inputValue()).toBe("/msg Борис ");
    await composer.fill("просто");
    await page.getByTestId("suggestions").waitFor({ state: "detached" });
    await page.keyboard.press("Tab");
    expect(await composer.inputValue()).toBe("просто");
    expect(opened.troubles).toEqual([]);
  });

  test("[TXT-6] a password is typed into a form that hides it, and is left nowhere", async () => {
    await using opened = await stage.enter();
    const { page } = opened;
    const composer = page.getByTestId("composer");
    await composer.pressSequentially("/register ");
    const password = page.getByTestId("secret-password");
    await password.waitFor();
    expect(await password.getAttribute("type")).toBe("password");
    expect(await password.getAttribute("autocomplete")).toBe("new-password");
    // The focus follows what the person looks at.
    await page.keyboard.type("тайна");
    await page.keyboard.press("Enter");
    await page.getByText("В пароле не меньше 8 знаков.").waitFor();
    await page.keyboard.type(" и ещё тайна");
    expect(
      await page.evaluate(() => JSON.stringify([Object.entries(localStorage), location.href])),
    ).not.toContain("тайна");
    expect(await page.evaluate(() => document.body.innerText)).not.toContain("тайна");
    await page.keyboard.press("Enter");
    await composer.waitFor();
    expect(await composer.inputValue()).toBe("");
    expect(await asked(page)).toEqual(['register in lobby {"password":"тайна и ещё тайна"}']);

    await composer.fill("/login Борис другая тайна");
    await page.getByTestId("secret").getByText("Борис").waitFor();
    expect(await password.inputValue()).toBe("другая тайна");
    await page.keyboard.press("Escape");
    await composer.waitFor();
    expect(await composer.inputValue()).toBe("");
    expect(opened.troubles).toEqual([]);
  });
});
