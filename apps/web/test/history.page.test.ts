import { boris } from "@beseda/client/testing";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
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
