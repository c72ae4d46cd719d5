import { boris, vera } from "@beseda/client/testing";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { messageOf, openStage, type Stage } from "../testing/stage.ts";

const say = (page: Page, text: string) =>
  page.evaluate(([person, said]) => window.fake?.hear({ ...person, text: said }), [boris, text] as const);

/** Waits until the page has drawn what it knows, however slow the machine is. */
const drawn = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        let last = "";
        let same = 0;
        const look = () => {
          const now = [...document.querySelectorAll<HTMLElement>("[data-testid=message]")]
            .map((element) => `${element.dataset.seq}/${element.getBoundingClientRect().top}`)
            .join();
          same = now === last ? same + 1 : 0;
          last = now;
          if (same > 6) resolve();
          else requestAnimationFrame(look);
        };
        look();
      }),
  );

/** Returns the first message that is fully in view, and its position. */
const firstInView = (page: Page) =>
  page.evaluate(() => {
    const top = document.querySelector("[data-testid=timeline]")?.getBoundingClientRect().top ?? 0;
    const found = [...document.querySelectorAll<HTMLElement>("[data-testid=message]")].find(
      (element) => element.getBoundingClientRect().top >= top,
    );
    return { seq: found?.dataset.seq ?? "", top: found?.getBoundingClientRect().top ?? 0 };
  });
const topOf = (page: Page, seq: string) =>
  page
    .locator(`[data-testid=message][data-seq="${seq}"]`)
    .evaluate((element) => element.getBoundingClientRect().top);
const scrollBy = async (page: Page, pixels: number) => {
  await page.getByTestId("timeline").evaluate((element, by) => element.scrollBy(0, by), pixels);
  await drawn(page);
};

describe("reading in a browser", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  test("[web] a room opens at its newest message, however late a slow machine measures it", async () => {
    const before = () => {
      const lateMs = 400;
      globalThis.ResizeObserver = class extends ResizeObserver {
        constructor(look: ResizeObserverCallback) {
          super((entries, observer) => setTimeout(() => look(entries, observer), lateMs));
        }
      };
    };
    await using opened = await stage.enter({ history: 60, before: [before] });
    const { page } = opened;
    await messageOf(page, "Сообщение 60").waitFor();
    await expect
      .poll(() => page.getByTestId("timeline").evaluate(({ scrollTop }) => Math.abs(scrollTop)))
      .toBeLessThan(40);
    expect(opened.troubles).toEqual([]);
  });

  test("[web] older messages arrive above without moving what one reads", async () => {
    await using opened = await stage.enter({ history: 130 });
    const { page } = opened;
    await messageOf(page, "Сообщение 130").waitFor();
    await drawn(page);
    for (let turn = 0; turn < 4; turn += 1) {
      await scrollBy(page, -500);
      const before = await firstInView(page);
      await page.evaluate(() => window.fake?.loadOlder("lobby"));
      await drawn(page);
      expect(Math.abs((await topOf(page, before.seq)) - before.top)).toBeLessThanOrEqual(2);
    }
    expect(opened.troubles).toEqual([]);
  });

  test("[web] scrolling up reaches the very beginning, every message once", async () => {
    await using opened = await stage.enter({ history: 130 });
    const { page } = opened;
    await messageOf(page, "Сообщение 130").waitFor();
    const seen = new Set<string>();
    const see = async () => {
      const seqs = await page
        .getByTestId("message")
        .evaluateAll((elements) => elements.map((element) => (element as HTMLElement).dataset.seq ?? ""));
      expect(new Set(seqs).size).toBe(seqs.length);
      for (const seq of seqs) seen.add(seq);
    };
    for (let turn = 0; turn < 200 && !(await page.getByTestId("beginning").isVisible()); turn += 1) {
      await see();
      await scrollBy(page, -560);
    }
    await page.getByTestId("beginning").waitFor();
    await messageOf(page, "Сообщение 1 ").first().waitFor();
    await see();
    expect(seen.size).toBeGreaterThanOrEqual(125);
    expect(opened.troubles).toEqual([]);
  });

  test("[VIEW-2] whoever says something is at the newest, wherever they read", async () => {
    await using opened = await stage.enter({ history: 60 });
    const { page } = opened;
    await messageOf(page, "Сообщение 60").waitFor();
    await drawn(page);
    await scrollBy(page, -700);
    await page.getByTestId("to-newest").waitFor();
    await page.getByTestId("composer").fill("пишу, не глядя");
    await page.getByTestId("composer").press("Enter");
    await messageOf(page, "пишу, не глядя").waitFor();
    await page.getByTestId("to-newest").waitFor({ state: "detached" });
    await drawn(page);
    const field = await page.getByTestId("composer").boundingBox();
    const row = await messageOf(page, "пишу, не глядя").boundingBox();
    expect((row?.y ?? 0) + (row?.height ?? 0)).toBeLessThanOrEqual(field?.y ?? 0);
    expect(opened.troubles).toEqual([]);
  });

  test("[web] who reads above keeps their place, is told how many are new, and finds them under a line", async () => {
    await using opened = await stage.enter({ history: 60 });
    const { page } = opened;
    await messageOf(page, "Сообщение 60").waitFor();
    await drawn(page);
    await scrollBy(page, -700);
    const before = await firstInView(page);
    await say(page, "раз");
    await say(page, "два");
    await drawn(page);
    // A list is scrolled by whole pixels, rows are not so high.
    expect(Math.abs((await topOf(page, before.seq)) - before.top)).toBeLessThanOrEqual(1);
    const pill = page.getByRole("button", { name: "2 новых сообщения" });
    await pill.waitFor();
    await page.waitForFunction(() => document.title === "(2) Беседа");
    await pill.click();
    await messageOf(page, "два").waitFor();
    await pill.waitFor({ state: "detached" });
    await page.waitForFunction(() => document.title === "Беседа");
    expect(opened.troubles).toEqual([]);
  });

  test("[web] what came while one read above stands under a line", async () => {
    await using opened = await stage.enter({ history: 60 });
    const { page } = opened;
    await messageOf(page, "Сообщение 60").waitFor();
    await drawn(page);
    await scrollBy(page, -700);
    await say(page, "раз");
    await page.getByTestId("to-newest").click();
    await messageOf(page, "раз").getByRole("separator", { name: "Новое" }).waitFor();
    await say(page, "два");
    await messageOf(page, "два").waitFor();
    expect(await page.getByRole("separator", { name: "Новое" }).count()).toBe(1);
  });

  test("[web] news are announced once and politely, the log itself is not live", async () => {
    await using opened = await stage.enter({ history: 60 });
    const { page } = opened;
    const log = page.getByRole("log", { name: "Разговор в #lobby" });
    await log.waitFor();
    expect(await log.getAttribute("aria-live")).toBe("off");
    expect(await page.getByTestId("announcer").textContent()).toBe("");
    await say(page, "Всем привет");
    await page
      .getByTestId("announcer")
      .filter({ hasText: "Борис: Всем привет" })
      .waitFor({ state: "attached" });
  });

  test("[VIEW-10] that the connection is lost is read out once, not each try, and so is that it is there again", async () => {
    await using opened = await stage.enter({ history: 5 });
    const { page } = opened;
    await messageOf(page, "Сообщение 5").waitFor();
    const heard = await page.evaluate(async () => {
      const status = document
        .querySelector("[data-testid=announcer]")
        ?.parentElement?.querySelector("[role=status]");
      if (!status) return [];
      const words = [status.textContent];
      const note = () => {
        if (words.at(-1) !== status.textContent) words.push(status.textContent);
      };
      new MutationObserver(note).observe(status, { childList: true, characterData: true, subtree: true });
      const pause = () => new Promise((resolve) => setTimeout(resolve, 60));
      for (let attempt = 1; attempt < 4; attempt += 1) {
        window.fake?.connection({
          phase: "waiting",
          attempt,
          retryAt: Date.now() + 9000,
          reason: "Нет связи.",
        });
        await pause();
        window.fake?.connection({ phase: "connecting", attempt: attempt + 1 });
        await pause();
      }
      window.fake?.connection({ phase: "online" });
      await pause();
      return words;
    });
    expect(heard).toEqual(["", "Нет связи.", "Связь восстановлена."]);
  });

  test("[web] comings and goings are one line that opens", async () => {
    await using opened = await stage.enter();
    const { page } = opened;
    await page.evaluate(
      ([one, other]) => {
        window.fake?.come(one);
        window.fake?.come(other);
        window.fake?.depart(one);
      },
      [boris, vera] as const,
    );
    const line = page.getByText("Теперь здесь: Вера · Заходили: Борис");
    await line.click();
    await page.getByText("Борис покидает чат").waitFor();
    expect(await page.getByTestId("notice").count()).toBe(3);
  });
});
