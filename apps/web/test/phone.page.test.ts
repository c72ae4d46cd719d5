import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { messageOf, openStage, type Stage } from "../testing/stage.ts";

const phone = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };

/** Drops something on the list, as a hand does; tells whether the page kept the browser from opening it. */
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
    /** As Safari does: only what is to be seen gets smaller. */
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
});
