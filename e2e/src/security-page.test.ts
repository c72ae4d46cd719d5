import { setTimeout as sleep } from "node:timers/promises";
import { launchChromium } from "@beseda/testing/chromium";
import { TRPCClientError } from "@trpc/client";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { enter, openPage, say } from "./harness/browser.ts";
import { hostileNames, hostileTexts } from "./harness/hostile-texts.ts";
import { temporaryFolder } from "./harness/place.ts";
import { ServerProcess } from "./harness/server.ts";
import { StockClient } from "./harness/stock-client.ts";

/** Runs in the page before everything else: the directives that are broken, as they are broken. */
const watch = `
  window.broken = [];
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample }) => {
    window.broken.push([effectiveDirective, blockedURI, sample].join(" "));
  });
`;

/** Every script that there is came with the page, and so did every frame: none. */
const findings = `({
  pwned: window.pwned === undefined ? "no" : "yes",
  scripts: [...document.scripts].filter(({ src }) => !src.startsWith(location.origin)).length,
  frames: document.querySelectorAll("iframe, object, embed").length,
  foreign: document.querySelectorAll("base, form[action], meta[http-equiv], img, video, math, style").length,
  links: [...document.links].map(({ protocol }) => protocol).filter((name) => !/^(https?|mailto):$/u.test(name)),
  handlers: [...document.querySelectorAll("*")].flatMap((element) =>
    element.getAttributeNames().filter((name) => name.startsWith("on")),
  ),
  broken: window.broken,
})`;

const nothing = { pwned: "no", scripts: 0, frames: 0, foreign: 0, links: [], handlers: [], broken: [] };

const writeMarkup = `(() => {
  try {
    document.body.innerHTML = "<b>x</b>";
    return "written";
  } catch (error) {
    return error instanceof TypeError ? "refused" : String(error);
  }
})()`;

const loadForeign = `(() => {
  for (const name of ["img", "iframe"]) {
    const element = document.createElement(name);
    element.src = "https://example.com/";
    document.body.append(element);
  }
})()`;

/** Everything that a page asks for elsewhere, goes to, opens or says by itself. */
const departures = (page: Page, url: string): readonly string[] => {
  const gathered: string[] = [];
  page.context().on("request", (request) => {
    if (!request.url().startsWith(url)) gathered.push(`asks for ${request.url()}`);
  });
  page.on("framenavigated", (frame) => {
    if (!frame.url().startsWith(url)) gathered.push(`goes to ${frame.url()}`);
  });
  page.on("popup", (opened) => gathered.push(`opens ${opened.url()}`));
  page.on("dialog", (dialog) => {
    gathered.push(`says ${dialog.message()}`);
    void dialog.dismiss();
  });
  return gathered;
};

const openWatched = async (browser: Browser): Promise<Page> => {
  const page = await openPage(browser);
  await page.addInitScript({ content: watch });
  return page;
};

const garden = "сад";

/** How long to wait where the server lets nobody hurry, in milliseconds: it takes two changes a second. */
const patienceMs = 600;

/** Asks again as often as it takes. */
const patiently = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof TRPCClientError && error.message.includes("Слишком часто"))) throw error;
    await sleep(patienceMs);
    return patiently(ask);
  }
};

/** Says what is hostile wherever a person can: in a room of their own, in which they may do everything. */
const beHostile = async (boris: StockClient): Promise<void> => {
  const { message, room } = boris.api;
  const anew = () => ({ room: garden, id: crypto.randomUUID() });
  const said: number[] = [];
  for (const text of hostileTexts) {
    const { seq } = await message.send.mutate({ ...anew(), text });
    said.push(seq);
    await message.send.mutate({ ...anew(), text: "ответ", reply_to: seq });
    await patiently(() => room.topic.mutate({ room: garden, topic: text }));
  }
  for (const seq of said.slice(0, 12)) {
    await patiently(() => message.pin.mutate({ ...anew(), seq }));
    await patiently(() => message.react.mutate({ ...anew(), seq, emoji: "👍", withdrawn: false }));
  }
  // The first ones say the last ones anew: more edits in a minute are not let through (MSG-4).
  for (const [index, seq] of said.slice(0, 8).entries()) {
    const text = hostileTexts.at(-1 - index) ?? "";
    await patiently(() => message.edit.mutate({ ...anew(), seq, text }));
  }
};

describe("the page under the policy that it is served with", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  test("[X1] [X3] shows what is hostile as it was typed, runs none of it, and breaks no rule itself", async () => {
    await using folder = await temporaryFolder();
    await using server = await ServerProcess.start({ folder: folder.path });
    const page = await openWatched(browser);
    const gone = departures(page, server.url);
    await enter(page, server.url, "Анна");
    await using boris = new StockClient(server.url, { name: hostileNames[0], locale: "ru" });
    await boris.follow();
    await boris.api.room.create.mutate({ room: garden });
    await say(page, `/join ${garden}`);
    await page.getByRole("textbox", { name: `Сообщение в #${garden}` }).waitFor();
    await beHostile(boris);
    for (const name of hostileNames) {
      await patiently(() => boris.api.session.rename.mutate({ name }));
      await boris.api.message.send.mutate({ id: crypto.randomUUID(), room: garden, text: `я ${name}` });
    }
    await boris.api.message.send.mutate({ id: crypto.randomUUID(), room: garden, text: "конец" });
    await page.getByTestId("message-text").getByText("конец", { exact: true }).waitFor();
    await say(page, "<img src=x onerror=window.pwned=true> **и** `код`");
    await page.locator('article[data-state="acknowledged"]').waitFor();
    // Marks have been read.
    await page.locator("strong", { hasText: "и" }).waitFor();
    await page.getByTestId("people-button").click();
    await page.getByTestId("all-pins").click();
    await page.getByTestId("pin-row").nth(9).waitFor();
    expect(await page.evaluate(findings)).toEqual(nothing);
    await page.keyboard.press("Escape");
    // All of it is looked at, from the newest to the oldest, with the texts behind spoilers, and what is offered at it.
    for (let step = 0; step < 40; step += 1) {
      for (const spoiler of await page.getByTestId("spoiler").all())
        await spoiler.click({ timeout: 2000 }).catch(() => undefined);
      expect(await page.evaluate(findings)).toEqual(nothing);
      const isOver = await page.getByTestId("timeline").evaluate((list) => {
        const before = list.scrollTop;
        list.scrollBy(0, -600);
        return list.scrollTop === before;
      });
      if (isOver) break;
    }
    await page.getByTestId("beginning").waitFor();
    const first = page.getByTestId("message").first();
    await first.hover();
    await first.getByTestId("reply").click();
    await page.getByTestId("aim").waitFor();
    expect(await page.evaluate(findings)).toEqual(nothing);
    expect(gone).toEqual([]);
    await page.close();
  });

  test("[X1] what is looked for is found on a page that would draw it", async () => {
    const page = await openPage(browser);
    const context = page.context();
    await context.addInitScript({ content: watch });
    await context.route("https://example.com/**", (route) => route.abort());
    const gone = departures(page, "about:blank");
    const found: unknown[] = [];
    for (const text of hostileTexts) {
      const drawing = await context.newPage();
      await drawing.evaluate(`document.body.innerHTML = ${JSON.stringify(text)}`);
      // What leads elsewhere takes its page along.
      found.push(await drawing.evaluate(findings).catch(() => undefined));
      if (text === hostileTexts[1]) await drawing.waitForFunction("window.pwned === true");
      await drawing.close();
    }
    expect(found).toContainEqual(expect.objectContaining({ links: ["javascript:"] }));
    expect(found).toContainEqual(expect.objectContaining({ frames: 1 }));
    expect(found).toContainEqual(expect.objectContaining({ scripts: 1 }));
    expect(found).toContainEqual(expect.objectContaining({ handlers: ["onerror"] }));
    expect(found).toContainEqual(expect.objectContaining({ foreign: 2 }));
    expect(gone.some((departure) => departure.startsWith("asks for https://example.com/"))).toBe(true);
    await page.close();
  });

  test("[X3] lets nobody write markup, not even a script of its own, nor run or load what is not its own", async () => {
    await using folder = await temporaryFolder();
    await using server = await ServerProcess.start({ folder: folder.path });
    const page = await openWatched(browser);
    await enter(page, server.url, "Анна");
    expect(await page.evaluate(writeMarkup)).toBe("refused");
    await page.evaluate(loadForeign);
    // Reported in any order, some more than once.
    for (const directive of ["require-trusted-types-for", "img-src", "frame-src"])
      await page.waitForFunction(`window.broken.some((entry) => entry.startsWith("${directive}"))`);
    await page.close();
  });
});
