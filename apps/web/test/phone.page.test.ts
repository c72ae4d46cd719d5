import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { messageOf, openStage, type Stage } from "../testing/stage.ts";

const phone = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };

/** Drops something on the list, as a hand does; returns whether the page kept the browser from opening it. */
const drop = (page: Page, what: "file" | "link", onto: string): Promise<boolean> =>
  page.getByTestId(onto).evaluate((element, kind) => {
    const dataTransfer = new DataTransfer();
    if (kind === "file") dataTransfer.items.add(new File(["x"], "x.png", { type: "image/png" }));
    else dataTransfer.setData("text/uri-list", "https://example.org");
    const drag = (type: string) => {
      const event = new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer });
      element.dispatchEvent(event);
      return event.defaultPrevented;
    };
    return [drag("dragover"), drag("drop")].every(Boolean);
  }, what);

/** Waits until what has changed was painted. */
const drawnTwice = (page: Page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(undefined)))),
  );

/** Returns the messages that are in view, even in part. */
const seqsInView = (page: Page) =>
  page.evaluate(() => {
    const view = document.querySelector("[data-testid=timeline]")?.getBoundingClientRect();
    return [...document.querySelectorAll<HTMLElement>("[data-testid=message]")]
      .filter((element) => {
        const { top, bottom } = element.getBoundingClientRect();
        return view !== undefined && bottom > view.top && top < view.bottom;
      })
      .map(({ dataset }) => dataset.seq ?? "");
  });

describe("a phone", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  test("[VIEW-8] a file or a link that is dropped does not lead out of the chat, and a file is told to be none of its things", async () => {
    await using opened = await stage.enter();
    const { page } = opened;
    expect(await drop(page, "link", "timeline-empty")).toBe(true);
    expect(await drop(page, "link", "composer")).toBe(false);
    expect(await drop(page, "file", "composer")).toBe(true);
    await page.getByTestId("hint").getByText("Файлы здесь не пересылаются").waitFor();
    await page.getByTestId("close-hint").click();
    await page.getByTestId("composer").evaluate((field) => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File(["x"], "x.png", { type: "image/png" }));
      field.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, clipboardData }));
    });
    await page.getByTestId("hint").getByText("Файлы здесь не пересылаются").waitFor();
  });

  test("[VIEW-8] three hundred lines that are pasted are sent in several messages, in order, after one has seen how many", async () => {
    await using opened = await stage.enter({ browser: phone });
    const { page } = opened;
    const lines = Array.from(
      { length: 300 },
      (_, index) => `строка ${index} и немного слов, чтобы было длинно`,
    );
    await page.getByTestId("composer").fill(lines.join("\n"));
    await page.getByRole("button", { name: "Отправить 4 сообщениями" }).tap();
    await messageOf(page, "строка 299").waitFor();
    const said = await page.getByTestId("message-text").allTextContents();
    expect(said).toHaveLength(4);
    expect(said.join("\n").split("\n")).toEqual(lines);
    expect(await page.getByTestId("composer").inputValue()).toBe("");
  });

  test("[VIEW-8] whatever stands over the field, the field stays in view when a keyboard takes half of the screen", async () => {
    await using opened = await stage.enter({ browser: { ...phone, viewport: { width: 390, height: 400 } } });
    const { page } = opened;
    const bottom = async () => {
      const box = await page.getByTestId("send").boundingBox();
      return (box?.y ?? 0) + (box?.height ?? 0);
    };
    await page.getByTestId("composer").fill("/");
    await page.getByTestId("suggestions").waitFor();
    expect(await bottom()).toBeLessThanOrEqual(400);
    await page.getByTestId("composer").fill("/help");
    await page.getByTestId("send").tap();
    await page.getByTestId("hint").waitFor();
    expect(await bottom()).toBeLessThanOrEqual(400);
  });

  test("[VIEW-12] where a keyboard of glass covers the page, the page is as high as what is to be seen of it", async () => {
    await using opened = await stage.enter({ history: 20, browser: phone });
    const { page } = opened;
    const bottom = () =>
      page.getByTestId("composer").evaluate((field) => Math.round(field.getBoundingClientRect().bottom));
    const before = await bottom();
    /** Does as Safari does: only the visible part gets smaller. */
    const cover = (height: number | undefined) =>
      page.evaluate((seen) => {
        if (visualViewport === null) return;
        Object.defineProperty(visualViewport, "height", { value: seen ?? innerHeight, configurable: true });
        visualViewport.dispatchEvent(new Event("resize"));
      }, height);
    await cover(430);
    expect(await bottom()).toBeLessThanOrEqual(430);
    await messageOf(page, "Сообщение 20").waitFor();
    await cover(undefined);
    expect(await bottom()).toBe(before);
  });

  test("[VIEW-12] text that one has set twice as large is twice as large, and nothing is cut off at the side", async () => {
    await using opened = await stage.enter({
      history: 20,
      browser: { viewport: { width: 320, height: 640 } },
    });
    const { page } = opened;
    await messageOf(page, "Сообщение 20").waitFor();
    const sizes = () =>
      page.evaluate(() =>
        ["message-text", "composer", "room-heading"].map((id) =>
          Number.parseFloat(
            getComputedStyle(document.querySelector(`[data-testid=${id}]`) ?? document.body).fontSize,
          ),
        ),
      );
    const before = await sizes();
    await page.evaluate(() => document.documentElement.style.setProperty("font-size", "32px"));
    expect(await sizes()).toEqual(before.map((size) => size * 2));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    const send = await page.getByTestId("send").boundingBox();
    expect((send?.x ?? 0) + (send?.width ?? 0)).toBeLessThanOrEqual(320);
    expect((send?.y ?? 0) + (send?.height ?? 0)).toBeLessThanOrEqual(640);
  });

  test("[VIEW-12] of a thousand people the first hundred are in the page, and the others when one asks", async () => {
    await using opened = await stage.enter({ browser: phone });
    const { page } = opened;
    await page.evaluate(() => {
      if (window.fake === undefined) return;
      window.fake.people = Array.from({ length: 1000 }, (_, index) => ({
        client_id: `Client_${index + 1}`,
        name: `Гость ${index + 1}`,
      }));
    });
    await page.getByTestId("people-button").tap();
    await page.getByRole("button", { name: "Ещё 900" }).tap();
    await page.getByRole("button", { name: "Ещё 800" }).waitFor();
    const people = page.getByTestId("person");
    expect(await people.count()).toBe(200);
    expect(await people.nth(9).textContent()).toContain("Гость 10");
  });

  test("[VIEW-12] a phone that is turned round, to and fro, shows the message that one was reading", async () => {
    const upright = { width: 320, height: 568 };
    await using opened = await stage.enter({ history: 110, browser: { ...phone, viewport: upright } });
    const { page } = opened;
    await messageOf(page, "Сообщение 110").waitFor();
    for (let turn = 0; turn < 6; turn += 1) {
      await page.getByTestId("timeline").evaluate((list) => list.scrollBy(0, -900));
      await drawnTwice(page);
    }
    const read = await seqsInView(page);
    for (const viewport of [{ width: 740, height: 568 }, upright, { width: 568, height: 320 }, upright]) {
      await page.setViewportSize(viewport);
      await drawnTwice(page);
      expect((await seqsInView(page)).slice(0, 2)).toContain(read[0]);
    }
    expect(opened.troubles).toEqual([]);
  });

  test("[VIEW-4] a message that is reported takes nothing from what was being written", async () => {
    await using opened = await stage.enter({ history: 20, browser: phone });
    const { page } = opened;
    const field = page.getByTestId("composer");
    await field.fill("Недописанное письмо");
    const report = async (message: Locator) => {
      await message.getByTestId("more").tap();
      await message.getByTestId("report").tap();
    };
    const messages = page.locator("[data-testid=message][data-own=false]");
    await report(messages.last());
    await expect.poll(() => field.inputValue()).toMatch(/^\/report #\d+ $/u);
    await report(messages.first());
    await field.pressSequentially("Ругань");
    await page.getByTestId("send").tap();
    await expect.poll(() => field.inputValue()).toBe("Недописанное письмо");
    await report(messages.last());
    await page.reload();
    await field.waitFor();
    expect(await field.inputValue()).toBe("Недописанное письмо");
  });

  test("[VIEW-4] the button that sends leaves the keyboard where it is, and so does a second tap on it", async () => {
    await using opened = await stage.enter({ browser: phone });
    const { page } = opened;
    await page.getByTestId("composer").tap();
    await page.keyboard.type("once");
    const { x, y } = (await page.getByTestId("send").boundingBox()) ?? { x: 0, y: 0 };
    await page.touchscreen.tap(x + 20, y + 20);
    await messageOf(page, "once").waitFor();
    await page.touchscreen.tap(x + 20, y + 20);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("composer");
    expect(await messageOf(page, "once").count()).toBe(1);
  });

  test("[VIEW-12] a name and a room of thirty-two letters push nothing out of the list of rooms", async () => {
    await using opened = await stage.enter({ browser: { ...phone, viewport: { width: 320, height: 568 } } });
    const { page } = opened;
    const long = "Ж".repeat(32);
    await page.getByTestId("composer").fill(`/join ${long}`);
    await page.getByTestId("send").tap();
    await page.getByRole("heading", { level: 1, name: long }).waitFor();
    await page.getByTestId("menu").tap();
    await page.getByTestId("rename").tap();
    await page.getByTestId("new-name").fill(long);
    await page.getByTestId("new-name").press("Enter");
    await page.getByTestId("me").filter({ hasText: long }).waitFor();
    const right = (await page.locator("nav").boundingBox())?.width ?? 0;
    const ends = await page
      .locator("nav :is(a, button, input, label)")
      .evaluateAll((controls) => controls.map((control) => control.getBoundingClientRect().right));
    expect(Math.max(...ends)).toBeLessThanOrEqual(right);
  });

  test("[VIEW-12] on 320 pixels nothing that the longest names are in is cut off", async () => {
    await using opened = await stage.enter({ browser: { ...phone, viewport: { width: 320, height: 568 } } });
    const { page } = opened;
    const long = "Ж".repeat(32);
    await page.evaluate((name) => window.fake?.come({ client_id: "Client_9", name }), long);
    await page.getByTestId("notice").getByText("теперь в чате").waitFor();
    const isCut = (selector: string) =>
      page.locator(selector).evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth);
    expect(await isCut("p.notices")).toBe(false);
    const lines = () => page.getByTestId("composer").evaluate(({ clientHeight }) => clientHeight);
    const before = await lines();
    await page.evaluate((name) => location.assign(`#${encodeURIComponent(name)}`), long);
    await page.getByTestId("outside").waitFor();
    expect(await isCut("[data-testid=outside]")).toBe(false);
    expect(await isCut(":root")).toBe(false);
    expect(await lines()).toBe(before);
  });

  test("[VIEW-12] on 320 pixels what is told of a lost connection leaves the conversation its place", async () => {
    await using opened = await stage.enter({ browser: { ...phone, viewport: { width: 320, height: 568 } } });
    const { page } = opened;
    await page.evaluate(() => {
      const retryAt = Date.now() + 9000;
      window.fake?.connection({ phase: "waiting", attempt: 2, retryAt, reason: "Сервер недоступен." });
    });
    await page.getByTestId("composer").fill("Ждёт");
    await page.getByTestId("send").tap();
    await page.getByTestId("unsent").waitFor();
    expect((await page.getByTestId("banner").boundingBox())?.height).toBeLessThan(140);
  });
});
