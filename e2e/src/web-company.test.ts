import { readFile } from "node:fs/promises";
import { launchChromium } from "@beseda/testing/chromium";
import { source as axe } from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { enter, openPage, say } from "./harness/browser.ts";
import { temporaryFolder } from "./harness/place.ts";
import { ServerProcess } from "./harness/server.ts";
import { startTerminal } from "./harness/terminal.ts";
import { until } from "./harness/until.ts";

const visit = async (
  browser: Browser,
  { url, name, ...options }: BrowserContextOptions & { readonly url: string; readonly name: string },
): Promise<Page> => {
  const page = await openPage(browser, options);
  await enter(page, url, name);
  return page;
};

/**
 * A page that axe can look at: the page's own policy lets no script in from elsewhere, and axe is one; and whatever
 * fades is too pale in the middle of it, which is when a busy machine may look.
 */
const forAxe = { bypassCSP: true, reducedMotion: "reduce" } as const;

/** The faults that axe finds on the page as it is now. */
const troublesOf = async (page: Page): Promise<readonly string[]> => {
  if (!(await page.evaluate<boolean>("'axe' in globalThis"))) await page.evaluate(axe);
  return page.evaluate<string[]>(
    "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`))",
  );
};

const phone = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true } as const;

describe("the company of others over the real server", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  test("[DEL-7] [DEL-9] who types is seen by the others while they do, on the page and in none of the records", async () => {
    await using folder = await temporaryFolder();
    await using server = await ServerProcess.start({ folder: folder.path });
    const anna = await visit(browser, { url: server.url, name: "Анна" });
    const boris = await visit(browser, { url: server.url, name: "Борис" });
    const line = anna.getByTestId("typing");
    await boris.getByTestId("composer").pressSequentially("Здравств");
    // Typed on, as a person would: the typing may be forgotten before a busy machine looks.
    await until("a word of it", async () => {
      await boris.getByTestId("composer").pressSequentially("у");
      return (await line.textContent())?.includes("Борис печатает") ?? false;
    });
    expect(await boris.getByTestId("typing").textContent()).toBe("");
    await boris.getByTestId("composer").press("Enter");
    await anna.getByTestId("message-text").getByText("Здравств").waitFor();
    await until("silence", async () => (await line.textContent()) === "");
    expect(await readFile(server.logFile, "utf8")).not.toContain("typing");
  });

  test("[DEL-10] after a loss of the connection who types is seen again", async () => {
    await using folder = await temporaryFolder();
    const first = await ServerProcess.start({ folder: folder.path });
    const anna = await visit(browser, { url: first.url, name: "Анна" });
    const boris = await visit(browser, { url: first.url, name: "Борис" });
    const { port } = first;
    await first[Symbol.asyncDispose]();
    await anna.getByTestId("banner").waitFor();
    await using server = await ServerProcess.start({ folder: folder.path, port });
    for (const page of [anna, boris]) await page.getByTestId("banner").waitFor({ state: "detached" });
    const composer = boris.getByTestId("composer");
    // Typed on, as a person would: one key may fall into the moment before the greeting.
    await until("a word of it", async () => {
      await composer.pressSequentially("а");
      return (await anna.getByTestId("typing").textContent())?.includes("Борис") ?? false;
    });
    expect(await readFile(server.logFile, "utf8")).not.toContain("typing");
  });

  test("[DIR-1] a private talk is begun from the list of people, is unread for the other, and has their names", async () => {
    await using folder = await temporaryFolder();
    await using server = await ServerProcess.start({ folder: folder.path });
    const anna = await visit(browser, { url: server.url, name: "Анна" });
    const boris = await visit(browser, { url: server.url, name: "Борис", ...forAxe, ...phone });
    await using vera = startTerminal({ url: server.url, name: "Вера", home: folder.path });
    await vera.says("Вы – Вера");

    await boris.getByTestId("people-button").click();
    await boris.getByTestId("person").getByText("Вера").waitFor();
    expect(await troublesOf(boris)).toEqual([]);
    await boris.getByTestId("person").getByText("Анна").click();
    await boris.getByRole("heading", { level: 1, name: "Анна" }).waitFor();
    await say(boris, "Это только вам");
    const talk = anna.getByRole("link", { name: /Борис/u });
    await talk.getByTestId("unread").waitFor();
    await talk.click();
    await anna.getByTestId("message-text").getByText("Это только вам").waitFor();
    await talk.getByTestId("unread").waitFor({ state: "detached" });
    await say(anna, "Поняла");
    await boris.getByTestId("message-text").getByText("Поняла").waitFor();
    await say(boris, "/nick Боря");
    await anna.getByRole("heading", { level: 1, name: "Боря" }).waitFor();

    await say(boris, "/msg Вера И вам тоже");
    await vera.says("Новое в @Боря");
    vera.type("/join @Боря\n");
    await vera.says("--- @Боря ---");
    await vera.says("Боря: И вам тоже");
    expect(vera.output).not.toContain("Это только вам");
  });

  test("[CLI-9] who changes the language of the page is spoken to in it by the server too, after a restart of it as well", async () => {
    await using folder = await temporaryFolder();
    const first = await ServerProcess.start({ folder: folder.path });
    const { port } = first;
    const anna = await visit(browser, { url: first.url, name: "Анна" });
    await visit(browser, { url: first.url, name: "Борис" });
    const hint = anna.getByTestId("hint");
    await say(anna, "/nick Борис");
    await hint.getByText("Имя «Борис» занято").waitFor();
    await anna.getByText("EN", { exact: true }).click();
    await hint.getByText("The name “Борис” is taken").waitFor();
    await until("a refusal in English", async () => {
      await say(anna, "/nick Борис");
      // Each is answered before the next is asked: a request in vain would be in the way of the next.
      const answer = hint.getByText(/занято|is taken/u);
      await answer.waitFor();
      return (await answer.textContent())?.includes("is taken") ?? false;
    });
    await first[Symbol.asyncDispose]();
    await anna.getByTestId("banner").waitFor();
    await using server = await ServerProcess.start({ folder: folder.path, port });
    await anna.getByTestId("banner").waitFor({ state: "detached" });
    await anna.getByTestId("close-hint").click();
    await say(anna, "/slow 5");
    await hint.getByText(/^That did not work: [ -~’]+$/u).waitFor();
    expect(server.port).toBe(port);
  });

  test("[TXT-5] [TXT-6] commands answer on the page, and axe finds nothing in any of it", async () => {
    await using folder = await temporaryFolder();
    await using server = await ServerProcess.start({ folder: folder.path });
    const looks = [
      { locale: "ru-RU", colorScheme: "light", viewport: { width: 1280, height: 800 } },
      { locale: "en-US", colorScheme: "dark", ...phone },
    ] as const;
    for (const look of looks) {
      const page = await visit(browser, { url: server.url, name: "Анна", ...forAxe, ...look });
      const hint = page.getByTestId("hint");
      await say(page, "/who");
      await hint.getByText("#lobby").waitFor();
      await say(page, "/topic Чай");
      await page.getByText("Чай").first().waitFor();
      await say(page, "/help");
      await hint.getByText("/kick").waitFor();
      expect(await troublesOf(page)).toEqual([]);
      const picture = process.env["BESEDA_PICTURE"];
      if (picture) await page.screenshot({ path: `${picture}-${look.locale}-help.png` });
      await page.getByTestId("composer").fill("/password ");
      await page.getByTestId("old-password").waitFor();
      expect(await troublesOf(page)).toEqual([]);
      if (picture) await page.screenshot({ path: `${picture}-${look.locale}-password.png` });
      await page.keyboard.press("Escape");
      await say(page, "/quit");
      await page.getByTestId("farewell").waitFor();
      await page.context().close();
    }
  });
});
