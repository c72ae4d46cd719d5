import { readFile } from "node:fs/promises";
import { createChatClient } from "@beseda/client";
import { launchChromium } from "@beseda/testing/chromium";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPage } from "./harness/browser.ts";
import { temporaryFolder } from "./harness/place.ts";
import { ownerLink, ServerProcess } from "./harness/server.ts";
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
    const link = await ownerLink(server);
    const page = await openPage(browser);
    await page.goto(link);
    await page.getByTestId("lead").getByText("Вас пригласили").waitFor();
    // The address and the history show no invitation.
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
    await page.getByRole("alert").getByText("ваш вход в неё завершён").waitFor();
    await page.getByTestId("password").fill(password);
    await page.getByTestId("enter").click();
    await page.getByText("я хозяйка").waitFor();
    expect(await page.getByTestId("me").textContent()).toBe("Анна");
    const log = await readFile(server.logFile, "utf8");
    expect(log).not.toContain("пароль");
    await page.close();
  });

  test("[IDN-6] [web] a link for a new password is opened in the page: one chooses it and is back, elsewhere one is told", async () => {
    await using folder = await temporaryFolder();
    await using server = await ServerProcess.start({ folder: folder.path, arguments: ["--locale", "ru"] });
    const link = await ownerLink(server);
    const vera = createChatClient({ url: server.url, name: "Вера", client: "e2e/1", locale: "ru" });
    const anna = createChatClient({ url: server.url, name: "Анна", client: "e2e/1", locale: "ru" });
    await using _ = {
      [Symbol.asyncDispose]: async () => {
        await vera.close();
        await anna.close();
      },
    };
    for (const client of [vera, anna]) await client.account.register(password);
    await vera.account.redeem(link.split("#invitation=")[1] ?? "");
    const { lines } = await vera.perform({
      room: "lobby",
      invocation: { command: "reset", arguments: { name: "Анна" } },
    });
    const [reset = ""] = /\S+#reset=[\w-]+/u.exec(lines.join("\n")) ?? [];
    const page = await openPage(browser);
    await page.goto(reset);
    await page.getByTestId("lead").getByText("Придумайте новый пароль").waitFor();
    await page.waitForFunction("!location.href.includes('reset')");
    await page.getByTestId("name").fill("Анна");
    await page.getByTestId("password").fill("кратко");
    await page.getByTestId("enter").click();
    await page.getByText("В пароле не меньше 8 знаков").waitFor();
    await page.getByTestId("password").fill("совсем новый пароль");
    await page.getByTestId("enter").click();
    await page.getByTestId("composer").waitFor();
    await page.getByTestId("me").getByText("Анна").waitFor();
    const ended = await until("the end of the other session", () => {
      const { connection } = anna.snapshot();
      return connection.phase === "ended" ? connection : undefined;
    });
    expect(ended).toMatchObject({ code: 4001, reason: "Пароль задан заново по ссылке. Войдите с ним." });
    // The link is no longer valid, and says so.
    const again = await openPage(browser);
    await again.goto(reset);
    await again.getByTestId("name").fill("Анна");
    await again.getByTestId("password").fill("ещё один пароль");
    await again.getByTestId("enter").click();
    await again.getByRole("alert").getByText("Эта ссылка для нового пароля больше не действует").waitFor();
  });

  test("[CLI-8] a link of invitation that is opened in a page that is in the chat leads to its login, and what it made of one is told", async () => {
    await using folder = await temporaryFolder();
    await using server = await ServerProcess.start({ folder: folder.path });
    const link = await ownerLink(server);
    const page = await openPage(browser);
    await page.goto(server.url);
    await page.getByTestId("name").fill("Анна");
    await page.getByTestId("enter").click();
    await page.getByTestId("composer").waitFor();
    // Like pasting it over the address: the page stays the same, but for the part behind `#`.
    await page.evaluate(`location.href = ${JSON.stringify(link)}`);
    await page.getByTestId("lead").getByText("Вас пригласили").waitFor();
    await page.waitForFunction("!location.href.includes('invitation')");
    expect(await page.getByTestId("name").inputValue()).toBe("Анна");
    await page.getByTestId("password").fill(password);
    await page.getByTestId("enter").click();
    await page.getByTestId("hint").getByText("Теперь ваша роль: owner").waitFor();
    await page.getByTestId("close-hint").click();
    await page.getByTestId("close-hint").waitFor({ state: "detached" });
  });
});
