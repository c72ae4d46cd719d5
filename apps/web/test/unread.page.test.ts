import { boris } from "@beseda/client/testing";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { messageOf, openStage, type Stage } from "../testing/stage.ts";

const hear = (page: Page, ...texts: readonly string[]) =>
  page.evaluate(([person, said]) => window.fake?.hear(...said.map((text) => ({ ...person, text }))), [
    boris,
    texts,
  ] as const);
const lines = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `новость ${index + 1}`);
const markOf = (page: Page) => page.evaluate(() => window.fake?.markOf("lobby"));
const seqOf = async (page: Page, text: string): Promise<number> =>
  Number(await messageOf(page, text).getAttribute("data-seq"));
const badgeOf = (page: Page) => page.locator('[data-room="lobby"]').getByTestId("unread");
const firstUnread = (page: Page) =>
  page.getByTestId("message").filter({ has: page.getByRole("separator", { name: "Новое" }) });

/** Takes the focus from the window, or gives it back. */
const focus = (page: Page, isThere: boolean) =>
  page.evaluate((has) => {
    document.hasFocus = () => has;
    window.dispatchEvent(new Event(has ? "focus" : "blur"));
  }, isThere);

const isInView = async (page: Page, text: string): Promise<boolean> => {
  const view = await page.getByTestId("timeline").boundingBox();
  const row = await messageOf(page, text).boundingBox();
  if (!view || !row) return false;
  return row.y >= view.y && row.y + row.height <= view.y + view.height;
};

describe("what is unread on the page", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  test("[UNR-8] a message is read when it was on the screen, in a window that has the focus", async () => {
    await using opened = await stage.enter({ history: 5 });
    const { page } = opened;
    await messageOf(page, "Сообщение 5").waitFor();
    await hear(page, "видно");
    await messageOf(page, "видно").waitFor();
    const seen = await seqOf(page, "видно");
    await page.waitForFunction((seq) => window.fake?.markOf("lobby") === seq, seen);
    await focus(page, false);
    await hear(page, ...lines(200));
    await badgeOf(page).getByText("99+", { exact: true }).waitFor();
    await badgeOf(page).getByText("Больше чем 99 непрочитанных сообщений").waitFor({ state: "attached" });
    expect(await page.title()).toBe("(99+) Беседа");
    expect(await markOf(page)).toBe(seen);
    await focus(page, true);
    await firstUnread(page).getByText("новость 1", { exact: true }).waitFor();
    await page.waitForFunction((seq) => (window.fake?.markOf("lobby") ?? 0) > seq, seen);
    // What is below the view is not read.
    expect(await markOf(page)).toBeLessThan(seen + 100);
    await page.getByTestId("to-newest").click();
    await badgeOf(page).waitFor({ state: "detached" });
    expect(opened.troubles).toEqual([]);
  });

  test("[UNR-8] a message that is made unread stays so with its line, though it is on the screen, until the room is opened again", async () => {
    await using opened = await stage.enter({ history: 5 });
    const { page } = opened;
    await messageOf(page, "Сообщение 5").waitFor();
    await hear(page, "раз", "два", "три");
    await messageOf(page, "три").waitFor();
    await messageOf(page, "два").hover();
    await messageOf(page, "два").getByTestId("more").click();
    await page.getByTestId("mark-unread").click();
    await badgeOf(page).getByText("2", { exact: true }).waitFor();
    await firstUnread(page).getByText("два", { exact: true }).waitFor();
    await hear(page, "четыре");
    await badgeOf(page).getByText("3", { exact: true }).waitFor();
    await page.evaluate(() => window.fake?.join("кухня"));
    await page.evaluate(() => (location.hash = "кухня"));
    await messageOf(page, "три").waitFor({ state: "detached" });
    expect(await badgeOf(page).textContent()).toContain("3");
    await page.evaluate(() => (location.hash = ""));
    await firstUnread(page).getByText("два", { exact: true }).waitFor();
    await badgeOf(page).waitFor({ state: "detached" });
  });

  test("[UNR-4] what another device has read is read here, and what it has made unread has its line here", async () => {
    await using opened = await stage.enter({ history: 5 });
    const { page } = opened;
    await messageOf(page, "Сообщение 5").waitFor();
    await focus(page, false);
    await hear(page, "раз", "два");
    await badgeOf(page).getByText("2", { exact: true }).waitFor();
    const two = await seqOf(page, "два");
    await page.evaluate((seq) => window.fake?.mark("lobby", seq), two);
    await badgeOf(page).waitFor({ state: "detached" });
    await focus(page, true);
    expect(await firstUnread(page).count()).toBe(0);
    await page.evaluate((seq) => window.fake?.mark("lobby", seq), two - 1);
    await firstUnread(page).getByText("два", { exact: true }).waitFor();
    await badgeOf(page).getByText("1", { exact: true }).waitFor();
  });

  test("[UNR-8] mentions have a badge of their own, gone when none is unread", async () => {
    await using opened = await stage.enter();
    const { page } = opened;
    const room = { room: "кухня", topic: "", members: 2, last: 3, read: { seq: 1, version: 1 } };
    await page.evaluate(() => window.fake?.join("кухня"));
    await page.evaluate((kitchen) => {
      const lobby = window.fake?.snapshot().rooms[0];
      if (lobby) window.fake?.rooms(lobby, { ...kitchen, mentions: 2 });
    }, room);
    await page.locator('[data-room="кухня"]').getByTestId("mentions").getByText("@2").waitFor();
    await page.evaluate((kitchen) => {
      const lobby = window.fake?.snapshot().rooms[0];
      if (lobby) window.fake?.rooms(lobby, { ...kitchen, mentions: 0 });
    }, room);
    await page.locator('[data-room="кухня"]').getByTestId("mentions").waitFor({ state: "detached" });
    expect(opened.troubles).toEqual([]);
  });

  test("[UNR-8] what is not loaded is not read, though later messages are on the screen; at the end everything is", async () => {
    await using opened = await stage.enter({ history: 200 });
    const { page } = opened;
    await messageOf(page, "Сообщение 200").waitFor();
    await page.evaluate(() => window.fake?.mark("lobby", 50));
    await page.evaluate(() => window.fake?.join("кухня"));
    await page.evaluate(() => (location.hash = "кухня"));
    await messageOf(page, "Сообщение 200").waitFor({ state: "detached" });
    // Else older ones are loaded while the page goes to the first unread, and that one may be among them.
    await page.evaluate(() => {
      if (window.fake) window.fake.loadOlder = () => Promise.resolve();
    });
    await page.evaluate(() => (location.hash = ""));
    await firstUnread(page).waitFor();
    const first = Number(await firstUnread(page).first().getAttribute("data-seq"));
    expect(first).toBeGreaterThan(53);
    expect(await markOf(page)).toBe(50);
    await page.getByTestId("to-newest").click();
    await badgeOf(page).waitFor({ state: "detached" });
    expect(await markOf(page)).toBeGreaterThanOrEqual(200);
  });

  test("[UNR-8] one comes to the first unread message with one press, though it is not loaded", async () => {
    await using opened = await stage.enter({ history: 200 });
    const { page } = opened;
    await messageOf(page, "Сообщение 200").waitFor();
    await page.evaluate(() => window.fake?.mark("lobby", 50));
    await page.getByTestId("to-unread").click();
    await page.waitForFunction(() => {
      const line = document.querySelector("[data-unread-line]")?.closest("[data-seq]");
      return [51, 52, 53].includes(Number(line?.getAttribute("data-seq")));
    });
    const text = await firstUnread(page).getByTestId("message-text").textContent();
    await page.getByTestId("to-unread").waitFor({ state: "detached" });
    expect(await isInView(page, text ?? "")).toBe(true);
  });
});
