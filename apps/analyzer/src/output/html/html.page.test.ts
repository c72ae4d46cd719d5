import { readFile } from "node:fs/promises";
import { launchChromium } from "@beseda/testing/chromium";
import { source as axe } from "axe-core";
import { sample } from "fast-check";
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Report } from "@beseda/protocol";
import { sectionKeys } from "../../folds/registry.ts";
import { Clock } from "../../rows/clock.ts";
import { answer } from "../../run.ts";
import { arbitraryLog, asLines, type LogRecord } from "../../../testing/arbitrary-log.ts";
import { TestFolder } from "../../../testing/folder.ts";
import { smallLog } from "../../../testing/small-log.ts";
import { htmlOf } from "./html.ts";

let browser: Browser;
let folder: TestFolder;
let long: Shown;
let small: Shown;
beforeAll(async () => {
  folder = await TestFolder.make();
  browser = await launchChromium();
  long = await pageOn(longLog);
  small = await pageOn(smallLog);
});
afterAll(async () => {
  await browser.close();
  await folder[Symbol.asyncDispose]();
});

/** Some logs one after the other, as one. */
const longLog: readonly LogRecord[] = sample(arbitraryLog(), { numRuns: 3, seed: 3 })
  .flat()
  .map((entry, index) =>
    Object.assign({}, entry, {
      seq: index + 1,
      time: new Date(Date.UTC(2026, 2, 1) + index * 1_800_000).toISOString(),
    }),
  );

interface Shown {
  readonly report: Report;
  /** The location of the page. */
  readonly file: string;
}

/** The report on a log, and the file that shows it. */
const pageOn = async (log: readonly LogRecord[]): Promise<Shown> => {
  const { report, cells } = await answer({
    sections: sectionKeys,
    filter: {},
    clock: new Clock("UTC"),
    threads: 0,
    rereadAfterMs: 0,
    withCells: true,
    files: [await folder.write(asLines(log))],
  });
  if (!cells) throw new Error("cells were asked for");
  const html = await htmlOf({ report, cells, locale: "en", isLive: false });
  return { report, file: await folder.write(html, `${log.length}.html`) };
};

interface Opened extends AsyncDisposable {
  readonly page: Page;
  readonly requests: readonly string[];
  readonly complaints: readonly string[];
}

/** Opens a file with the network cut off, and notes all its requests and complaints. */
const open = async (file: string, options: BrowserContextOptions = {}): Promise<Opened> => {
  const context = await browser.newContext({
    offline: true,
    reducedMotion: "reduce",
    viewport: { width: 1280, height: 900 },
    ...options,
  });
  // As long as a busy machine takes.
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`file://${file}`);
  await page.waitForSelector(".chart svg");
  return { page, requests, complaints, [Symbol.asyncDispose]: () => context.close() };
};

test("[HTML] one file: no request, no complaint under its strict policy, a table behind every chart", async () => {
  await using opened = await open(long.file);
  const { page, requests, complaints } = opened;
  await page.selectOption("form select", { index: 1 });
  await page.hover(".chart svg");
  await page.getByRole("button", { name: "Dark" }).click();
  await page.getByRole("button", { name: "Русский" }).click();
  expect(requests).toEqual([`file://${long.file}`]);
  expect(complaints).toEqual([]);
  const charts = await page.locator(".chart").count();
  expect(charts).toBeGreaterThan(10);
  expect(await page.locator("figure:has(.chart) table").count()).toBe(charts);
  expect(await page.locator(".chart:not(:has(svg))").count()).toBe(0);
});

test("[HTML] axe finds nothing: in English and Russian, light and dark, with all tables open", async () => {
  await using opened = await open(long.file, { bypassCSP: true });
  const { page } = opened;
  await page.evaluate(axe);
  const problems = (): Promise<unknown> =>
    page.evaluate(
      `for (const details of document.querySelectorAll("details")) details.open = true;
         axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))`,
    );
  expect(await problems()).toEqual([]);
  await page.getByRole("button", { name: "Dark" }).click();
  await page.getByRole("button", { name: "Русский" }).click();
  expect(await problems()).toEqual([]);
});

const fact = (page: Page, name: string): Promise<string> =>
  page.locator(`#overview dl > div:has(dt:text-is("${name}")) dd`).innerText();

test("[HTML] the numbers are those of the report", async () => {
  const { report, file } = long;
  await using opened = await open(file);
  const { page } = opened;
  const number = async (name: string): Promise<number> =>
    Number((await fact(page, name)).replaceAll(",", ""));
  expect(await number("messages")).toBe(report.overview?.messages);
  expect(await number("sessions")).toBe(report.overview?.sessions);
  const rows = page.locator("#clients tbody tr");
  const shown = await rows.evaluateAll((all) =>
    all.map((row) => [...row.children].map((cell) => cell.textContent)),
  );
  expect(shown.map(([id, , messages]) => [id, Number(messages)])).toEqual(
    report.clients?.rows.map((row) => [row.client_id, row.messages]),
  );
});

test("[HTML] filters show what the log has of a client, a room and a day", async () => {
  await using opened = await open(small.file);
  const { page } = opened;
  const choice = (name: string): Locator => page.getByRole("combobox", { name });
  await choice("client").selectOption({ label: "Анна (Client_1)" });
  expect(await fact(page, "messages")).toBe("1");
  expect(await fact(page, "ended sessions")).toBe("1");
  expect(await fact(page, "in ended sessions")).toBe("2 min");
  expect(await page.locator("#conversations .badge").first().innerText()).toBe("whole log");
  await page.getByRole("button", { name: "Show everything" }).click();
  expect(await fact(page, "messages")).toBe("3");
  await choice("room").selectOption("#lobby");
  expect(await fact(page, "messages")).toBe("3");
  await page.getByLabel("from", { exact: true }).fill("2026-11-22");
  expect(await fact(page, "messages")).toBe("0");
});

test("[HTML] on paper everything is unfolded, in dark ink, and nothing to click is left but titles of columns", async () => {
  await using opened = await open(long.file, { colorScheme: "dark" });
  const { page } = opened;
  const label = page.locator("#clients .chart svg text").first();
  const onScreen = await label.getAttribute("fill");
  await page.emulateMedia({ media: "print" });
  await page.evaluate(`dispatchEvent(new Event("beforeprint"))`);
  expect(await page.locator("details:not([open])").count()).toBe(0);
  expect(await page.locator("button:not(th > .sort):visible, select:visible").count()).toBe(0);
  expect(await label.getAttribute("fill")).not.toBe(onScreen);
  expect(await page.evaluate(`getComputedStyle(document.body).backgroundColor`)).toBe("rgb(255, 255, 255)");
  await page.evaluate(`dispatchEvent(new Event("afterprint"))`);
  expect(await label.getAttribute("fill")).toBe(onScreen);
});

test("[ANL-7] the page begins with what matters, in three sentences at most, in the language that is chosen", async () => {
  await using opened = await open(small.file);
  const { page } = opened;
  const sentences = page.locator("#findings p");
  expect(await sentences.allInnerTexts()).toEqual([
    "21 November 2026: 3 people, 3 messages.",
    "A session usually lasts 2 min; 33.3% of them are cut off, most often like this: connection lost.",
    "No crash of the server, no mass loss of connections, and no damage in the log.",
  ]);
  await page.getByRole("button", { name: "Русский" }).click();
  expect((await sentences.first().innerText()).replaceAll(/\s/gu, " ")).toBe(
    "21 ноября 2026 г.: 3 человека и 3 сообщения.",
  );
});

test("[ANL-7] codes have words in both languages, and where the log lies is not told", async () => {
  await using opened = await open(small.file);
  const { page } = opened;
  await page.evaluate(`for (const details of document.querySelectorAll("details")) details.open = true;`);
  const said = (): Promise<string> => page.locator("body").innerText();
  expect(await said()).toContain("left without goodbye");
  expect(await said()).toContain("lines over TCP");
  expect(await said()).not.toMatch(/going-away|\btrpc\b|server-started/u);
  await page.getByRole("button", { name: "Русский" }).click();
  expect(await said()).toContain("уход без прощания");
  expect(await page.content()).not.toContain(folder.path);
});

test("[ANL-7] a choice tells what it does not change: beside it, and on each card", async () => {
  await using opened = await open(small.file);
  const { page } = opened;
  const badgeOf = (card: string): Locator =>
    page.locator("figure", { has: page.getByRole("heading", { name: card, exact: true }) }).locator(".badge");
  const note = page.locator(".note");
  expect(await note.innerText()).toBe("");
  await page.getByRole("combobox", { name: "room" }).selectOption("#lobby");
  expect(await note.innerText()).toBe(
    'What is marked "whole log" does not change with this choice. Sessions are in no room: what is marked "all rooms" is of all of them.',
  );
  expect(await badgeOf("How sessions end").innerText()).toBe("all rooms");
  expect(await badgeOf("Ended sessions by length").innerText()).toBe("all rooms");
  expect(await badgeOf("Words").innerText()).toBe("whole log");
  expect(await badgeOf("Activity of clients").count()).toBe(0);
  // Sessions are in no room: nothing of them stands beside what is said in one.
  expect(await page.locator("#overview dt").allInnerTexts()).toEqual(["messages", "words"]);
  expect(await page.locator("#clients thead th").allInnerTexts()).not.toContain("sessions");
});

test("[ANL-7] on a phone nothing is wider than the page, and no cell of a table of few columns is cut", async () => {
  await using opened = await open(long.file, {
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
  });
  const { page } = opened;
  await page.evaluate(`for (const details of document.querySelectorAll("details")) details.open = true;`);
  expect(await page.evaluate(`document.documentElement.scrollWidth`)).toBe(390);
  const cells = page.locator(".stacked :is(th, td):visible");
  expect(await cells.count()).toBeGreaterThan(50);
  const cut = await cells.evaluateAll(
    (all) =>
      all.filter(
        (cell) => cell.getBoundingClientRect().right > 390 || cell.scrollWidth > cell.clientWidth + 1,
      ).length,
  );
  expect(cut).toBe(0);
});

test("[ANL-7] the page has the chat's own colours", async () => {
  const style = await readFile(new URL("../../page/style.css", import.meta.url), "utf8");
  const chat = await readFile(new URL("../../../../web/src/styles/tokens.css", import.meta.url), "utf8");
  const valuesIn = (css: string): ReadonlyMap<string, string> =>
    new Map(
      [...css.matchAll(/^ {2}(?<name>--[\w-]+):\s*(?<value>[^;]+);/gmu)].map(({ groups }) => [
        groups?.["name"] ?? "",
        (groups?.["value"] ?? "").replaceAll(/\s+/gu, " "),
      ]),
    );
  const [ours] = style.split("}");
  const theirs = valuesIn(chat.split("}")[0] ?? "");
  const taken = [...valuesIn(ours ?? "")];
  expect(taken.length).toBeGreaterThan(10);
  expect(taken.filter(([name, value]) => theirs.get(name) !== value)).toEqual([]);
});
