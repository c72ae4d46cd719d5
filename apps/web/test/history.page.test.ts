import { boris } from "@beseda/client/testing";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setTimeout as rest } from "node:timers/promises";
import { messageOf, openStage, type Stage } from "../testing/stage.ts";

const goTo = (page: Page, hash: string) => page.evaluate((to) => void (location.hash = to), hash);

const focused = (page: Page, seq: number) => page.locator(`article[data-seq='${seq}']:focus`).waitFor();

describe("a place in a room", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  test("[HIST-6] a link to a message opens its room there; a way leads to the newest, and Back to where one was", async () => {
    await using opened = await stage.enter({ history: 400 });
    const { page } = opened;
    const newest = page.locator("article[data-seq='400']");
    await newest.waitFor();
    await goTo(page, "#lobby/40");
    await focused(page, 40);
    const box = await page.locator("article[data-seq='40']").boundingBox();
    expect(box?.y).toBeGreaterThan(0);
    expect(box?.y).toBeLessThan(700);
    expect(await newest.count()).toBe(0);
    await page.evaluate((person) => window.fake?.hear({ ...person, text: "новое" }), boris);
    expect(await messageOf(page, "новое").count()).toBe(0);
    await page.getByTestId("to-newest").click();
    await messageOf(page, "новое").waitFor();
    await page.getByTestId("to-newest").waitFor({ state: "detached" });
    await goTo(page, "#lobby/60");
    await focused(page, 60);
    await page.goBack();
    await focused(page, 40);
    await page.goBack();
    await messageOf(page, "новое").waitFor();
    expect(opened.troubles).toEqual([]);
  });

  test("[HIST-6] Back leads to where one was: to the end, though one was led to what was loaded, or to where one pressed", async () => {
    await using opened = await stage.enter({ history: 400 });
    const { page } = opened;
    const isAtEnd = () => page.getByTestId("timeline").evaluate(({ scrollTop }) => Math.abs(scrollTop) < 40);
    await messageOf(page, "Сообщение 400").waitFor();
    await page.evaluate((person) => window.fake?.hear({ ...person, text: "ответ", reply_to: 360 }), boris);
    await messageOf(page, "ответ").getByTestId("answered").click();
    await focused(page, 360);
    await page.waitForFunction(() => location.hash === "#lobby/360");
    await page.goBack();
    await expect.poll(isAtEnd).toBe(true);
    await page.goForward();
    await focused(page, 360);
    await page.getByTestId("composer").fill("/history #40");
    await page.keyboard.press("Enter");
    await focused(page, 40);
    await page.goBack();
    // The message in the middle of the view.
    await page.waitForFunction(() =>
      /^35\d|36\d$/u.test(document.activeElement?.getAttribute("data-seq") ?? ""),
    );
    expect(opened.troubles).toEqual([]);
  });

  test("[HIST-6] a link from one room to a message of another one asks nothing of the first, and leads nowhere there later", async () => {
    await using opened = await stage.enter({ history: 100 });
    const { page } = opened;
    const went = () => page.evaluate(() => window.fake?.calls.filter((call) => call.startsWith("go to")));
    await page.evaluate(() => window.fake?.join("кухня"));
    await goTo(page, "#lobby/80");
    await focused(page, 80);
    await goTo(page, "#кухня/12");
    await page.getByRole("heading", { level: 1, name: "кухня" }).waitFor();
    await goTo(page, "#lobby");
    await messageOf(page, "Сообщение 100").waitFor();
    await page.getByTestId("to-newest").waitFor({ state: "detached" });
    expect(await went()).toEqual(["go to #80 in lobby", "go to #12 in кухня"]);
    expect(opened.troubles).toEqual([]);
  });

  test("[HIST-6] a link is followed where there is something unread, too", async () => {
    await using opened = await stage.enter({ history: 200 });
    const { page } = opened;
    await messageOf(page, "Сообщение 200").waitFor();
    await page.evaluate(() => window.fake?.mark("lobby", 60));
    await page.evaluate(() => window.fake?.join("кухня"));
    await goTo(page, "#кухня");
    await messageOf(page, "Сообщение 200").waitFor({ state: "detached" });
    await goTo(page, "#lobby");
    await page.getByTestId("to-unread").waitFor();
    for (let more = 0; more < 4; more += 1) await page.evaluate(() => window.fake?.loadOlder("lobby"));
    await goTo(page, "#lobby/90");
    await focused(page, 90);
    await rest(500);
    const view = await page.getByTestId("timeline").boundingBox();
    const row = await page.locator("article[data-seq='90']").boundingBox();
    expect(row?.y).toBeGreaterThan(view?.y ?? 0);
    expect(row?.y).toBeLessThan((view?.y ?? 0) + (view?.height ?? 0));
    expect(opened.troubles).toEqual([]);
  });

  test("[HIST-6] a link to what one may not see says so in one sentence, and the room is there", async () => {
    await using opened = await stage.enter({ history: 10 });
    const { page } = opened;
    await page.evaluate(() => {
      if (window.fake) window.fake.refusal = "Сообщения #7000 здесь для вас нет.";
    });
    await goTo(page, "#lobby/7000");
    await page.getByText("Сообщения #7000 здесь для вас нет.").first().waitFor();
    await page.locator("article[data-seq='10']").waitFor();
    expect(opened.troubles).toEqual([]);
  });

  test("[HIST-6] the link of a message can be taken along", async () => {
    await using opened = await stage.enter({
      history: 3,
      browser: { permissions: ["clipboard-read", "clipboard-write"] },
    });
    const { page } = opened;
    const last = page.locator("article[data-seq='3']");
    await last.hover();
    await last.getByTestId("more").click();
    await last.getByTestId("copy-link").click();
    await last.getByRole("button", { name: "Скопировано" }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^http:.*#lobby\/3$/u);
    expect(opened.troubles).toEqual([]);
  });

  test("[HIST-6] pressing a day asks for another one, and leads to what was said first on it", async () => {
    await using opened = await stage.enter({ history: 10 });
    const { page } = opened;
    const went = () => page.evaluate(() => window.fake?.calls.filter((call) => call.startsWith("go to")));
    await page.getByTestId("day").last().getByRole("button").click();
    await page.getByTestId("day-field").press("Escape");
    await page.getByTestId("day-field").waitFor({ state: "detached" });
    expect(await went()).toEqual([]);
    await page.getByTestId("day").last().getByRole("button").click();
    await page.getByTestId("day-field").fill("2020-02-03");
    await page.getByTestId("day-field").press("Enter");
    const start = await page.evaluate(() => new Date("2020-02-03T00:00").toISOString());
    await expect.poll(went).toContain(`go to ${start} in lobby`);
    await page.getByTestId("composer").fill("/history 2020-02-04 10:00");
    await page.getByTestId("composer").press("Enter");
    const time = await page.evaluate(() => new Date("2020-02-04T10:00").toISOString());
    await expect.poll(went).toContain(`go to ${time} in lobby`);
    await page.waitForFunction(() => location.hash === "#lobby/1");
    await page.getByTestId("composer").fill("/history 2100-01-01");
    await page.keyboard.press("Enter");
    await page.getByText("Тогда и позже ничего не сказано.").first().waitFor({ timeout: 10_000 });
    expect(opened.troubles).toEqual([]);
  });

  test("[HIST-6] /history leads to the first of so many of the newest messages, though they are not loaded", async () => {
    await using opened = await stage.enter({ history: 400 });
    const { page } = opened;
    await messageOf(page, "Сообщение 400").waitFor();
    await page.getByTestId("composer").fill("/history 150");
    await page.getByTestId("composer").press("Enter");
    await page.locator("article:focus").getByText("Сообщение 251").waitFor();
    expect(opened.troubles).toEqual([]);
  });
});
