import { launchChromium } from "@beseda/testing/chromium";
import { describeWith } from "@beseda/testing/programs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { enter, openPage, say } from "./harness/browser.ts";
import { passWebSockets, startNginx } from "./harness/nginx.ts";
import { temporaryFolder } from "./harness/place.ts";
import { ownerLink, ServerProcess } from "./harness/server.ts";

describeWith(["nginx"], ([command = ""]) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  test.each([
    ["takes it off", "/"],
    ["passes it on", ""],
  ])("[VIEW-6] under a path of a proxy that %s the page opens and talks", async (_, target) => {
    await using folder = await temporaryFolder();
    await using server = await ServerProcess.start({
      folder: folder.path,
      arguments: ["--base-path", "/beseda", "--locale", "ru"],
    });
    await using nginx = await startNginx({
      command,
      folder: folder.path,
      locations: `location /beseda/ {
        proxy_pass http://127.0.0.1:${server.port}${target};
        proxy_set_header Host $http_host; ${passWebSockets}
      }`,
    });
    const address = `http://127.0.0.1:${nginx.port}/beseda/`;
    const page = await openPage(browser);
    const troubles: string[] = [];
    page.on("pageerror", ({ message }) => troubles.push(message));
    // Without the slash the proxy leads there.
    await enter(page, address.slice(0, -1), "Анна");
    await say(page, "привет из-за угла");
    await page.locator('article[data-state="acknowledged"]').waitFor();
    expect(page.url()).toBe(address);
    await page.reload();
    await page.getByText("привет из-за угла").first().waitFor();
    expect(troubles).toEqual([]);
  });

  test("[VIEW-6] an invitation bears the address of the page on which it was made, and is good there", async () => {
    await using folder = await temporaryFolder();
    await using server = await ServerProcess.start({ folder: folder.path, arguments: ["--locale", "ru"] });
    await using nginx = await startNginx({
      command,
      folder: folder.path,
      locations: `location /beseda/ {
        proxy_pass http://127.0.0.1:${server.port}/;
        proxy_set_header Host $http_host; ${passWebSockets}
      }`,
    });
    const address = `http://localhost:${nginx.port}/beseda/`;
    const page = await openPage(browser);
    await page.goto(address + new URL(await ownerLink(server)).hash);
    await page.getByTestId("name").fill("Анна");
    await page.getByTestId("password").fill("очень длинный пароль");
    await page.getByTestId("enter").click();
    await page.getByTestId("composer").waitFor();
    await server.program.says('"role given by invitation"');
    await say(page, "/invitation");
    await page.getByTestId("copy-link").waitFor();
    const told = (await page.getByTestId("hint").textContent()) ?? "";
    const [link = ""] = /http\S+#invitation=[\w-]+/u.exec(told) ?? [];
    expect(link.startsWith(`${address}#invitation=`)).toBe(true);
    await page.getByTestId("copy-link").click();
    await page.getByText("Скопировано").waitFor();
    const guest = await openPage(browser);
    await guest.goto(link);
    await guest.getByTestId("lead").getByText("Вас пригласили").waitFor();
  });

  test("[VIEW-7] behind a proxy that tells another port than the browser's, the page says what is wrong and what helps", async () => {
    await using folder = await temporaryFolder();
    await using server = await ServerProcess.start({ folder: folder.path, arguments: ["--locale", "ru"] });
    await using nginx = await startNginx({
      command,
      folder: folder.path,
      locations: `location / {
        proxy_pass http://127.0.0.1:${server.port};
        proxy_set_header Host $host; ${passWebSockets}
      }`,
    });
    const page = await openPage(browser);
    await enter(page, `http://localhost:${nginx.port}/`, "Анна");
    const banner = page.getByTestId("banner");
    await banner.getByText(`--public-url http://localhost:${nginx.port}`).waitFor();
    expect(await banner.textContent()).toContain("$http_host");
  });

  test("[VIEW-7] a proxy that passes no WebSockets on is told of", async () => {
    await using folder = await temporaryFolder();
    await using server = await ServerProcess.start({ folder: folder.path, arguments: ["--locale", "ru"] });
    await using nginx = await startNginx({
      command,
      folder: folder.path,
      locations: `location / { proxy_pass http://127.0.0.1:${server.port}; proxy_set_header Host $http_host; }`,
    });
    const page = await openPage(browser);
    await enter(page, `http://localhost:${nginx.port}/`, "Анна");
    const banner = page.getByTestId("banner");
    await banner.getByText("WebSocket").waitFor();
    expect(await banner.textContent()).toContain(`localhost:${nginx.port}`);
  });
});
