import { launchChromium } from "@beseda/testing/chromium";
import { source as axe } from "axe-core";
import { sample } from "fast-check";
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Report } from "@beseda/protocol";
import { sectionKeys } from "../../folds/registry.ts";
import { Clock } from "../../rows/clock.ts";
import { answer } from "../../run.ts";
import { arbitraryLog, asLines, type LogRecord } from "../../testing/arbitrary-log.ts";
import { TestFolder } from "../../testing/folder.ts";
import { smallLog } from "../../testing/small-log.ts";
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
  /** Where the page is. */
  readonly file: string;
}

/** The report on a log, and the file that shows it. */
const pageOn = async (log: readonly LogRecord[]): Promise<Shown> => {
  const { report, cells } = await answer({
    sections: sectionKeys,
    filter: {},
    clock: new Clock("UTC"),
    threads: 0,
    patienceMs: 0,
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

/** Opens a file with the network cut off, and notes all that it asks for and complains of. */
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
  expect(await page.locator("#conversations .badge").first().innerText()).toBe("of the whole log");
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
