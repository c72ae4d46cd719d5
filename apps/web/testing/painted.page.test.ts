import { boris, vera } from "@beseda/client/testing";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anchorNothing, shiftBetween, wearNumbers, type PaintedFrame } from "./painted.ts";
import { messageOf, openStage, type Stage } from "./stage.ts";

const small = { viewport: { width: 760, height: 560 } };

/** Returns how far each frame moved the conversation against the previous one, in pixels downwards. */
const shiftsIn = (frames: readonly PaintedFrame[]): readonly number[] =>
  frames.slice(1).flatMap((frame, index) => shiftBetween(frames[index] ?? frame, frame) ?? []);

/** The length of the test in seconds; `BESEDA_LONG=1` makes it a minute. */
const followedSeconds = process.env["BESEDA_LONG"] ? 60 : 5;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Turns the wheel over the conversation, notch by notch, as fast as a hand does. */
const turnWheel = async (page: Page, notches: number, pixels: number): Promise<void> => {
  const box = await page.getByTestId("timeline").boundingBox();
  if (box === null) throw new Error("the conversation is not to be seen");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  for (let notch = 0; notch < notches; notch += 1) {
    await page.mouse.wheel(0, pixels);
    await pause(25);
  }
};

/** Begins to say so many messages, ten every 50 ms, by several people in turn; resolves when all are said. */
const sayManyFast = (page: Page, count: number): Promise<void> =>
  page.evaluate(
    ([people, total]) =>
      new Promise<void>((resolve) => {
        let said = 0;
        const timer = setInterval(() => {
          for (const upTo = said + 10; said < upTo; said += 1) {
            const person = people[said % people.length];
            if (person)
              window.fake?.hear({
                ...person,
                text: `быстро ${said + 1}${" и ещё слова".repeat((said * 5) % 9)}`,
              });
          }
          if (said < total) return;
          clearInterval(timer);
          resolve();
        }, 50);
      }),
    [[boris, vera], count] as const,
  );

describe("what is painted", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  const enter = async (history: number, isAnchored = true) => {
    const before = isAnchored ? [wearNumbers] : [wearNumbers, anchorNothing];
    const opened = await stage.enter({ history, before, browser: small });
    await messageOf(opened.page, `Сообщение ${history}`).waitFor();
    return opened;
  };

  test("[VIEW-1] wheel up over rows seen for the first time: no painted frame goes against it", async () => {
    await using opened = await enter(3000);
    const recording = await opened.record();
    await turnWheel(opened.page, 240, -120);
    await pause(500);
    const frames = await recording.stop();
    const shifts = shiftsIn(frames);
    expect(shifts.filter((shift) => shift > 1).length).toBeGreaterThanOrEqual(100);
    expect(shifts.filter((shift) => shift < -1)).toEqual([]);
    expect(frames.filter(({ rows }) => rows.length === 0)).toEqual([]);
    expect(opened.troubles).toEqual([]);
  });

  test("[VIEW-1] an older page that comes late, while one stands at the top, moves nothing", async () => {
    await using opened = await enter(300);
    const { page } = opened;
    await page.evaluate(() => {
      if (window.fake) window.fake.olderMs = 1500;
    });
    await turnWheel(page, 30, -600);
    await page.waitForFunction(() => {
      const list = document.querySelector("[data-testid=timeline]");
      // Each height is rounded: at the top there may be a pixel between them.
      return list !== null && list.scrollHeight - list.clientHeight + list.scrollTop <= 1;
    });
    const rows = () => page.getByTestId("message").count();
    const before = await rows();
    const recording = await opened.record();
    await expect.poll(rows).toBeGreaterThan(before);
    await pause(300);
    const frames = await recording.stop();
    expect(frames.length).toBeGreaterThan(0);
    expect(shiftsIn(frames).filter((shift) => Math.abs(shift) > 1)).toEqual([]);
  });

  test.each([
    ["", true],
    ["in a browser that keeps no place by itself, ", false],
  ])("[VIEW-1] %swho reads above is not moved by 200 messages a second", async (_, isAnchored) => {
    await using opened = await enter(200, isAnchored);
    const { page } = opened;
    expect(await page.evaluate(() => CSS.supports("overflow-anchor", "auto"))).toBe(isAnchored);
    await turnWheel(page, 5, -120);
    await pause(400);
    const recording = await opened.record();
    await sayManyFast(page, 1000);
    await page.getByTestId("to-newest").getByText("1000 новых сообщений").waitFor();
    const frames = await recording.stop();
    expect(shiftsIn(frames).filter((shift) => Math.abs(shift) > 1)).toEqual([]);
    expect(frames.at(-1)?.rows.map(({ seq }) => seq)).toEqual(frames[0]?.rows.map(({ seq }) => seq));
    expect(opened.troubles).toEqual([]);
  });

  test("[VIEW-1] in a browser that keeps no place by itself, no painted frame goes against the wheel, while others speak too", async () => {
    await using opened = await enter(3000, false);
    const { page } = opened;
    await turnWheel(page, 3, -120);
    const recording = await opened.record();
    const said = sayManyFast(page, 1000);
    await turnWheel(page, 100, -120);
    await said;
    await pause(500);
    const frames = await recording.stop();
    const shifts = shiftsIn(frames);
    expect(shifts.filter((shift) => shift > 1).length).toBeGreaterThanOrEqual(40);
    expect(shifts.filter((shift) => shift < -1)).toEqual([]);
    expect(frames.filter(({ rows }) => rows.length === 0)).toEqual([]);
  });

  test("[VIEW-2] the end is followed in every painted frame at 200 messages a second, for long", async () => {
    await using opened = await enter(200);
    const { page } = opened;
    const recording = await opened.record();
    const said = 200 * followedSeconds;
    await sayManyFast(page, said);
    await messageOf(page, `быстро ${said} `).waitFor();
    await pause(300);
    const frames = await recording.stop();
    const newest = frames.map(({ rows }) => rows.at(-1));
    expect(newest.at(-1)?.seq).toBe(200 + said);
    // The last row stands whole over the end of the list: nothing is below the view.
    const [first] = newest;
    const strays = newest.filter((row) => Math.abs((row?.bottom ?? 0) - (first?.bottom ?? 0)) > 1);
    expect(strays).toEqual([]);
    expect(frames.length).toBeGreaterThan((200 / 60) * followedSeconds);
    expect(await page.getByTestId("message").count()).toBeLessThanOrEqual(310);
    expect(opened.troubles).toEqual([]);
  });

  test("[VIEW-2] «К последним» leads to the end, and stays there, while 200 messages a second come", async () => {
    await using opened = await enter(1000);
    const { page } = opened;
    await turnWheel(page, 20, -600);
    const said = sayManyFast(page, 1000);
    await pause(1000);
    await page.getByTestId("to-newest").click();
    await said;
    await messageOf(page, "быстро 1000 ").waitFor();
    const distance = () => page.getByTestId("timeline").evaluate(({ scrollTop }) => Math.abs(scrollTop));
    expect(await distance()).toBeLessThan(1);
    await page.getByTestId("to-newest").waitFor({ state: "detached" });
  });
});
