import { boris } from "@beseda/client/testing";
import { source as axe } from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { messageOf, openStage, type Stage } from "../testing/stage.ts";

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

const say = (page: Page, text: string) =>
  page.evaluate(([person, said]) => window.fake?.hear({ ...person, text: said }), [boris, text] as const);

const saySomething = async (page: Page, text: string): Promise<number> => {
  await page.getByTestId("composer").fill(text);
  await page.getByTestId("composer").press("Enter");
  await page.evaluate(() => window.fake?.acknowledge());
  await messageOf(page, text).and(page.locator("[data-state=acknowledged]")).waitFor();
  return seqOf(page, text);
};

const seqOf = async (page: Page, text: string): Promise<number> =>
  Number(await messageOf(page, text).getAttribute("data-seq"));

const performed = (page: Page) =>
  page.evaluate(() => window.fake?.performed.map(({ invocation }) => invocation));

const moderate = (page: Page) =>
  page.evaluate(() =>
    window.fake?.rooms({ room: "lobby", topic: "", members: 2, last: 9, role: "moderator", pins: [] }),
  );

describe("what can be done with a message", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  test("[VIEW-13] an answer says whom it answers over the field, Escape takes that back, and the text stays", async () => {
    await using opened = await stage.enter();
    const { page } = opened;
    const composer = page.getByTestId("composer");
    await composer.fill("начало");
    await say(page, "кто ||тайна|| идёт?");
    const seq = await seqOf(page, "идёт?");
    await messageOf(page, "идёт?").hover();
    await messageOf(page, "идёт?").getByTestId("reply").click();
    const bar = page.getByTestId("aim");
    expect(await bar.innerText()).toContain("Ответ: Борис");
    expect(await bar.innerText()).not.toContain("тайна");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("composer");
    await page.keyboard.press("Escape");
    await bar.waitFor({ state: "detached" });
    expect(await composer.inputValue()).toBe("начало");
    await messageOf(page, "идёт?").hover();
    await messageOf(page, "идёт?").getByTestId("reply").click();
    await composer.pressSequentially(" и конец");
    await composer.press("Enter");
    await bar.waitFor({ state: "detached" });
    const sent = await page.evaluate(() =>
      window.fake
        ?.snapshot()
        .timelines.get("lobby")
        ?.items.findLast(({ kind }) => kind === "message"),
    );
    expect(sent).toMatchObject({ text: "начало и конец", reply_to: seq });
    expect(opened.troubles).toEqual([]);
  });

  test("[VIEW-13] ↑ where nothing is written changes one's last message; what was written before continues", async () => {
    await using opened = await stage.enter();
    const { page } = opened;
    const composer = page.getByTestId("composer");
    const seq = await saySomething(page, "опечтака");
    await say(page, "чужое");
    await composer.press("ArrowUp");
    await page.getByTestId("aim").and(page.locator("[data-kind=edit]")).waitFor();
    expect(await composer.inputValue()).toBe("опечтака");
    await composer.fill("/опечатка");
    await composer.press("Enter");
    await page.getByTestId("aim").waitFor({ state: "detached" });
    expect(await performed(page)).toEqual([{ command: "edit", arguments: { seq, text: "/опечатка" } }]);
    expect(await composer.inputValue()).toBe("");
    await composer.fill("недописано");
    await messageOf(page, "опечтака").hover();
    await messageOf(page, "опечтака").getByTestId("more").click();
    await messageOf(page, "опечтака").getByTestId("edit").click();
    expect(await composer.inputValue()).toBe("опечтака");
    await composer.press("Escape");
    expect(await composer.inputValue()).toBe("недописано");
    expect(await performed(page)).toHaveLength(1);
  });

  test("[VIEW-13] ↑ never changes an earlier message than the last; a text that is emptied is told to be none", async () => {
    await using opened = await stage.enter();
    const { page } = opened;
    const composer = page.getByTestId("composer");
    await saySomething(page, "раньше");
    await composer.fill("ещё в пути");
    await composer.press("Enter");
    await composer.press("ArrowUp");
    expect(await page.getByTestId("aim").count()).toBe(0);
    await page.evaluate(() => window.fake?.acknowledge());
    await messageOf(page, "ещё в пути").and(page.locator("[data-state=acknowledged]")).waitFor();
    await composer.press("ArrowUp");
    await page.getByTestId("aim").waitFor();
    expect(await composer.inputValue()).toBe("ещё в пути");
    await composer.fill("");
    await composer.press("Enter");
    await page.getByText("Пустым сообщение быть не может").first().waitFor();
    expect(await performed(page)).toEqual([]);
    expect(opened.troubles).toEqual([]);
  });

  test("[VIEW-13] any other emoji is typed in the field, which says what for; Escape gives the text back that was there", async () => {
    await using opened = await stage.enter();
    const { page } = opened;
    const composer = page.getByTestId("composer");
    await say(page, "кто идёт?");
    const seq = await seqOf(page, "кто идёт?");
    await composer.fill("черновик");
    const begin = async () => {
      await messageOf(page, "кто идёт?").hover();
      await messageOf(page, "кто идёт?").getByTestId("react").click();
      await page.getByRole("button", { name: "Другой эмодзи" }).click();
      await page.getByTestId("aim").and(page.locator("[data-kind=react]")).waitFor();
    };
    await begin();
    expect(await page.getByTestId("aim").innerText()).toContain("кто идёт?");
    expect(await composer.inputValue()).toBe("");
    await page.keyboard.press("Escape");
    expect(await composer.inputValue()).toBe("черновик");
    await begin();
    await page.keyboard.insertText("ха");
    await page.keyboard.press("Enter");
    await page.getByText("Это не один эмодзи").first().waitFor();
    await composer.fill("🦄");
    await page.keyboard.press("Enter");
    await page.getByTestId("aim").waitFor({ state: "detached" });
    expect(await performed(page)).toEqual([{ command: "react", arguments: { seq, emoji: "🦄" } }]);
    expect(await composer.inputValue()).toBe("черновик");
    expect(opened.troubles).toEqual([]);
  });

  test("[VIEW-2] whoever answers at the end of the conversation stays there, though the field takes more room", async () => {
    await using opened = await stage.enter({ history: 30 });
    const { page } = opened;
    await messageOf(page, "Сообщение 30").waitFor();
    await say(page, "кто идёт?");
    await messageOf(page, "кто идёт?").hover();
    await messageOf(page, "кто идёт?").getByTestId("reply").click();
    await page.getByTestId("aim").waitFor();
    await page.waitForTimeout(400);
    expect(await page.getByTestId("timeline").evaluate(({ scrollTop }) => Math.abs(scrollTop))).toBeLessThan(
      1,
    );
    expect(await page.getByTestId("to-newest").count()).toBe(0);
  });

  test("[VIEW-12] in a window that is low, as when the text is twice as large, all of a message's menu can be reached", async () => {
    await using opened = await stage.enter({
      history: 8,
      browser: { viewport: { width: 550, height: 360 } },
    });
    const { page } = opened;
    const last = page.locator("[data-testid=message][data-own=false]").last();
    await last.hover();
    await last.getByTestId("more").click();
    const view = await page.getByTestId("timeline").boundingBox();
    const box = await last.locator(".message-popup").boundingBox();
    expect(box?.y).toBeGreaterThanOrEqual(view?.y ?? 0);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual((view?.y ?? 0) + (view?.height ?? 0));
    await page.getByTestId("report").click();
    expect(await page.getByTestId("composer").inputValue()).toMatch(/^\/report #/u);
    expect(opened.troubles).toEqual([]);
  });

  test("[VIEW-13] an edit that is refused is in the field again, with the reason; what was written before continues", async () => {
    await using opened = await stage.enter();
    const { page } = opened;
    const composer = page.getByTestId("composer");
    await saySomething(page, "опечтака");
    await page.evaluate(() => window.fake?.acknowledge());
    await composer.fill("недописанное");
    await messageOf(page, "опечтака").hover();
    await messageOf(page, "опечтака").getByTestId("more").click();
    await page.getByTestId("edit").click();
    await page.evaluate(() => {
      if (window.fake) window.fake.refusal = "Слишком часто";
    });
    await composer.fill("опечатка");
    await composer.press("Enter");
    await page.getByTestId("hint").getByText("Слишком часто").waitFor();
    await page.getByTestId("aim").waitFor();
    expect(await composer.inputValue()).toBe("опечатка");
    await page.evaluate(() => {
      if (window.fake) window.fake.refusal = undefined;
    });
    await composer.press("Enter");
    await page.getByTestId("aim").waitFor({ state: "detached" });
    expect(await composer.inputValue()).toBe("недописанное");
    const edits = (await performed(page)) ?? [];
    expect(edits.map(({ arguments: given }) => given)).toEqual([edits[0]?.arguments, edits[0]?.arguments]);
    expect(opened.troubles).toEqual([]);
  });

  test("[VIEW-13] whoever takes a message back is asked once; Escape closes what is open and nothing else", async () => {
    await using opened = await stage.enter();
    const { page } = opened;
    const seq = await saySomething(page, "лишнее");
    const message = messageOf(page, "лишнее");
    await message.getByTestId("more").focus();
    await page.keyboard.press("Enter");
    await message.getByTestId("remove").click();
    await page.keyboard.press("Escape");
    await message.getByTestId("remove-yes").waitFor({ state: "detached" });
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-testid"))).toBe("more");
    expect(await performed(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await message.getByTestId("remove").click();
    await message.getByTestId("remove-yes").click();
    expect(await performed(page)).toEqual([{ command: "delete", arguments: { seq } }]);
    expect(await page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("log");
  });

  test("[VIEW-13] each message offers what the person may do with it, and no more", async () => {
    await using opened = await stage.enter({
      browser: { permissions: ["clipboard-read", "clipboard-write"] },
    });
    const { page } = opened;
    await saySomething(page, "моё");
    await say(page, "**чужое**");
    const offered = async (text: string): Promise<readonly (string | null)[]> => {
      await messageOf(page, text).hover();
      await messageOf(page, text).getByTestId("more").click();
      const items = await messageOf(page, text)
        .locator(".menu-item")
        .evaluateAll((found) => found.map((item) => item.getAttribute("data-testid")));
      await page.keyboard.press("Escape");
      return items;
    };
    expect(await offered("моё")).toEqual(["menu-reply", "edit", "copy", "copy-link", "remove"]);
    expect(await offered("чужое")).toEqual(["menu-reply", "copy", "copy-link", "mark-unread", "report"]);
    await moderate(page);
    expect(await offered("моё")).toEqual(["menu-reply", "edit", "copy", "copy-link", "pin", "remove"]);
    expect(await offered("чужое")).toEqual([
      "menu-reply",
      "copy",
      "copy-link",
      "pin",
      "mark-unread",
      "report",
      "remove",
    ]);
    await messageOf(page, "чужое").hover();
    await messageOf(page, "чужое").getByTestId("more").click();
    await page.evaluate(axe);
    const problems = await page.evaluate<string[]>(
      `axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + " " + html)))`,
    );
    expect(problems).toEqual([]);
    await messageOf(page, "чужое").getByTestId("copy").click();
    await messageOf(page, "чужое").getByRole("button", { name: "Скопировано" }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("**чужое**");
    await messageOf(page, "чужое").locator(".menu-item").first().waitFor({ state: "detached" });
    expect(opened.troubles).toEqual([]);
  });

  test("[VIEW-13] a quote leads to the message, though it is not loaded yet; one that was deleted says so", async () => {
    await using opened = await stage.enter({ history: 170 });
    const { page } = opened;
    await page.evaluate((person) => window.fake?.hear({ ...person, text: "ответ", reply_to: 3 }), boris);
    await messageOf(page, "ответ").getByTestId("answered").click();
    await page.locator("article[data-seq='3']:focus").waitFor();
    const box = await page.locator("article[data-seq='3']").boundingBox();
    expect(box?.y).toBeGreaterThan(0);
    expect(box?.y).toBeLessThan(700);
    expect(opened.troubles).toEqual([]);
  });

  test("[VIEW-14] pinned messages stand over the conversation: how many, the newest, the way to each; they come and go", async () => {
    await using opened = await stage.enter({ history: 20 });
    const { page } = opened;
    const pin = (role: "moderator" | undefined, ...pins: number[]) =>
      page.evaluate(
        ([given, seqs]) => {
          if (window.fake === undefined) return;
          const about = { client_id: "Client_2", name: "Борис", time: "2026-11-21T10:00:00.000Z" };
          window.fake.pinned = seqs.map((seq) => ({ ...about, seq, text: `текст ${seq} ||тайна||` }));
          const summary = { room: "lobby", topic: "", members: 2, last: 20, pins: seqs };
          window.fake.rooms(given === undefined ? summary : { ...summary, role: given });
        },
        [role, pins] as const,
      );
    const bar = page.getByTestId("pins");
    await pin(undefined, 900, 3);
    await bar.getByText("Сообщение 3").waitFor();
    expect(await page.getByTestId("all-pins").innerText()).toBe("2");
    await page.getByTestId("newest-pin").click();
    await page.locator("article[data-seq='3']:focus").waitFor();
    expect(await page.locator("article[data-seq='3']").getByTestId("pinned-mark").count()).toBe(1);
    await page.getByTestId("all-pins").click();
    expect(await page.getByTestId("pin-row").last().innerText()).toMatch(/^Борис текст 900/u);
    expect(await bar.innerText()).not.toContain("тайна");
    expect(await page.getByTestId("unpin-row").count()).toBe(0);
    await page.keyboard.press("Escape");
    expect(await page.getByTestId("pin-row").count()).toBe(0);
    await pin("moderator", 900, 3, 5);
    await bar.getByText("Сообщение 5").waitFor();
    await page.getByTestId("all-pins").click();
    await page.getByTestId("unpin-row").first().click();
    expect(await performed(page)).toEqual([{ command: "unpin", arguments: { seq: 5 } }]);
    await pin("moderator", 3);
    await page.getByTestId("pin-row").nth(1).waitFor({ state: "detached" });
    await page.getByTestId("unpin-row").click();
    await pin("moderator");
    await bar.waitFor({ state: "detached" });
    // Whoever took the last one away is at the list.
    await page.locator(".timeline-scroll:focus").waitFor();
    expect(opened.troubles).toEqual([]);
  });

  test("[DIR-4] a pinned message of who is blocked is shown by its number alone", async () => {
    await using opened = await stage.enter({ history: 20 });
    const { page } = opened;
    await say(page, "слова Бориса");
    const seq = await seqOf(page, "слова Бориса");
    const block = (ids: readonly string[]) =>
      page.evaluate(
        (blocked) => window.fake?.personal({ blocked: new Map(blocked.map((id) => [id, "Борис"])) }),
        ids,
      );
    await page.evaluate((said) => {
      if (window.fake === undefined) return;
      const about = { client_id: "Client_2", name: "Борис", time: "2026-11-21T10:00:00.000Z" };
      window.fake.pinned = [{ ...about, seq: 900, text: "слова раньше" }];
      window.fake.rooms({ room: "lobby", topic: "", members: 2, last: said, pins: [900, said] });
    }, seq);
    const bar = page.getByTestId("pins");
    await bar.getByText("слова Бориса").waitFor();
    await page.getByTestId("all-pins").click();
    await bar.getByText("слова раньше").waitFor();
    await block(["Client_2"]);
    await bar.getByText("#900").waitFor();
    expect(await bar.innerText()).not.toContain("слова");
    await block([]);
    await bar.getByText("слова раньше").waitFor();
    expect(opened.troubles).toEqual([]);
  });

  test("[MSG-5] a message that mentions one is marked; whom one mentions in vain is told of, until one goes on", async () => {
    await using opened = await stage.enter();
    const { page } = opened;
    await page.evaluate(
      (person) =>
        window.fake?.hear(
          { ...person, text: "@Анна, чай?", mentions: ["Client_1"] },
          { ...person, text: "мимо" },
        ),
      boris,
    );
    await page.getByRole("article", { name: /^Борис, [\d:]+, упоминает вас$/u }).waitFor();
    expect(await page.locator("[data-mentions]").count()).toBe(1);
    await saySomething(page, "@Вера, чай?");
    await page.evaluate(() => {
      const items = window.fake?.snapshot().timelines.get("lobby")?.items ?? [];
      window.fake?.unseen(items.at(-1)?.key ?? "", "Вера");
    });
    await page.getByTestId("hint").getByText("Вера").waitFor();
    await saySomething(page, "ладно");
    await page.getByTestId("hint").getByText("Вера").waitFor({ state: "detached" });
    expect(opened.troubles).toEqual([]);
  });

  test("[MSG-5] people are offered where an @ is typed: Tab takes the first, arrow keys and Enter or a press any; one goes on writing", async () => {
    await using opened = await stage.enter();
    const { page } = opened;
    await page.evaluate(() => {
      if (window.fake === undefined) return;
      // Гоша has said nothing yet; one does not mention oneself.
      window.fake.people = ["Анна", "Борис", "Вера Павловна", "Гоша"].map((name, index) => ({
        client_id: `Client_${index + 1}`,
        name,
      }));
      window.fake.hear({ name: "Вера Павловна", text: "привет" }, { name: "Борис", text: "привет" });
    });
    await messageOf(page, "привет").first().waitFor();
    const composer = page.getByTestId("composer");
    await composer.pressSequentially("чай, @");
    const choice = page.getByRole("group", { name: "Упомянуть" });
    await choice.getByRole("button", { name: "Гоша" }).waitFor();
    expect(await choice.getByRole("button").allInnerTexts()).toEqual(["Борис", "Вера Павловна", "Гоша"]);
    await page.getByRole("status").getByText("3 имени").waitFor({ state: "attached" });
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.getByRole("status").getByText("Вера Павловна").waitFor({ state: "attached" });
    await page.keyboard.press("Enter");
    expect(await composer.inputValue()).toBe('чай, @"Вера Павловна" ');
    await composer.fill("");
    await composer.pressSequentially("чай, @");
    await page.keyboard.press("Tab");
    expect(await composer.inputValue()).toBe("чай, @Борис ");
    await choice.waitFor({ state: "detached" });
    await composer.pressSequentially("и @в");
    await choice.getByRole("button", { name: "Вера Павловна" }).click();
    await page.keyboard.type("!");
    expect(await composer.inputValue()).toBe('чай, @Борис и @"Вера Павловна" !');
    await page.keyboard.press("Enter");
    await messageOf(page, "чай, @Борис").waitFor();
    expect(opened.troubles).toEqual([]);
  });

  test("[VIEW-13] on a phone a finger that rests on a message opens all that can be done with it; Back closes it", async () => {
    await using opened = await stage.enter({ history: 8, browser: phone });
    const { page } = opened;
    const message = page.locator("[data-testid=message][data-own=false]").last();
    const { x = 0, y = 0 } = (await message.locator(".bubble").boundingBox()) ?? {};
    const cdp = await page.context().newCDPSession(page);
    const rest = async (ms: number) => {
      const touchPoints = [{ x: x + 20, y: y + 12 }];
      await cdp.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
      await page.waitForTimeout(ms);
      await cdp.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    };
    await rest(50);
    expect(await page.getByTestId("menu-reply").count()).toBe(0);
    await rest(700);
    await page.getByTestId("menu-reply").waitFor();
    expect(await page.locator(".emoji-choice").count()).toBe(1);
    await page.goBack();
    await page.getByTestId("menu-reply").waitFor({ state: "detached" });
    await rest(700);
    await page.getByTestId("menu-reply").tap();
    await page.getByTestId("aim").waitFor();
    expect(opened.troubles).toEqual([]);
  });
});
