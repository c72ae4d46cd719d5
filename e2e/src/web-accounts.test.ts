import { readFile } from "node:fs/promises";
import { launchChromium } from "@beseda/testing/chromium";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPage } from "./harness/browser.ts";
import { temporaryFolder } from "./harness/place.ts";
import { ServerProcess } from "./harness/server.ts";
import { until } from "./harness/until.ts";

const password = "очень длинный пароль";

describe("accounts in the page", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  test("[A3] [web] an invitation link lets in and registers; one logs out and in again; no password is kept anywhere", async () => {
    await using folder = await temporaryFolder();
    await using server = await ServerProcess.start({
      folder: folder.path,
      arguments: ["--access", "invite", "--locale", "ru"],
    });
    const link = await until(
      "the owner's link",
      () => /#invitation=[\w-]+(?=\n)/u.exec(server.program.errors)?.[0],
    );
    const page = await openPage(browser);
    await page.goto(`${server.url}/${link}`);
    await page.getByTestId("lead").getByText("Вас пригласили").waitFor();
    // Who looks into the address or the history finds no invitation there.
    await page.waitForFunction("!location.href.includes('invitation')");
    const picture = process.env["BESEDA_PICTURE"];
    if (picture) await page.screenshot({ path: picture });
    await page.getByTestId("name").fill("Анна");
    await page.getByTestId("password").fill(password);
    await page.getByTestId("enter").click();
    const composer = page.getByTestId("composer");
    await composer.waitFor();
    // One can type before the server has greeted: the account comes a moment later.
    await server.program.says('"role given by invitation"');
    const type = async (line: string): Promise<void> => {
      await composer.fill(line);
      await page.keyboard.press("Enter");
    };
    await type("/register другой пароль");
    await composer.waitFor();
    await page.getByText("У вас уже есть учётная запись").waitFor();
    await type("/password очень-длинный и-ещё-один");
    await page.getByText("Имя или пароль неверны").waitFor();
    await type("я хозяйка");
    await page.locator('article[data-state="acknowledged"]').waitFor();
    await composer.fill("/login Анна недописанный пароль");
    await page.getByTestId("secret").waitFor();
    expect(await page.getByTestId("secret-password").getAttribute("type")).toBe("password");
    const kept = await page.evaluate<string>("JSON.stringify([{ ...localStorage }, location.href])");
    expect(kept).not.toContain("пароль");
    await page.keyboard.press("Escape");
    await composer.waitFor();
    await type("/logout");
    await page.getByTestId("name").waitFor();

    // Nobody comes in here as a guest.
    await page.getByTestId("enter").click();
    await page.getByTestId("banner").getByText("ваш вход в неё завершён").waitFor();
    await page.getByTestId("come-back").click();
    await page.getByTestId("password").fill(password);
    await page.getByTestId("enter").click();
    await page.getByText("я хозяйка").waitFor();
    expect(await page.getByTestId("me").textContent()).toBe("Анна");
    const log = await readFile(server.logFile, "utf8");
    expect(log).not.toContain("пароль");
    await page.close();
  });
});
