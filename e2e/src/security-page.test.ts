import { launchChromium } from "@beseda/testing/chromium";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { enter, openPage, say } from "./harness/browser.ts";
import { temporaryFolder } from "./harness/place.ts";
import { ServerProcess } from "./harness/server.ts";
import { StockClient } from "./harness/stock-client.ts";

/** Inputs with which people have tried to get a script into a page: markup, links, quotes, markdown. */
const hostile = [
  "<script>window.pwned=true</script>",
  "<img src=x onerror=window.pwned=true>",
  "<svg/onload=window.pwned=true>",
  '"><iframe srcdoc="<script>parent.pwned=true</script>">',
  "<a href=javascript:window.pwned=true>сюда</a>",
  "javascript:window.pwned=true",
  "[сюда](javascript:window.pwned=true)",
  "**[сюда](JaVaScRiPt:window.pwned=true)** [сюда](java\tscript:window.pwned=true)",
  "[сюда](javascript&colon;window.pwned=true) [сюда](&#106;avascript:window.pwned=true)",
  "[сюда](vbscript:window.pwned=true) [сюда](<javascript:window.pwned=true>)",
  "[<img src=x onerror=window.pwned=true>](https://example.com/)",
  '[сюда](https://example.com/ "onmouseover=window.pwned=true")',
  '[сюда](https://example.com/"onmouseover="window.pwned=true)',
  "||<img src=x onerror=window.pwned=true>|| `<svg/onload=window.pwned=true>`",
  "> <script>window.pwned=true</script>\n- <iframe srcdoc=x>\n1. <object data=javascript:window.pwned=true>",
  "```html\n<script>window.pwned=true</script>\n```",
  "```<img/src=x/onerror=window.pwned=true>\nкод\n```",
  "[https://google.com](https://example.com/&amp;&copy;&lt;) [google\u202E.com](https://example.com/)",
  "[сюда](data:text/html,<script>parent.pwned=true</script>)",
  '![x](x" onerror="window.pwned=true)',
  "```<img src=x onerror=window.pwned=true>\nкод\n```",
  "&lt;script&gt;window.pwned=true&lt;/script&gt;",
  'https://example.com/"onmouseover="window.pwned=true',
  "<style>@import 'https://example.com/x.css'</style>",
  "{{constructor.constructor('window.pwned=true')()}}",
] as const;

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
  links: [...document.links].map(({ protocol }) => protocol).filter((name) => !/^(https?|mailto):$/u.test(name)),
  handlers: [...document.querySelectorAll("*")].flatMap((element) =>
    element.getAttributeNames().filter((name) => name.startsWith("on")),
  ),
  broken: window.broken,
})`;

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

const enterWatched = async (browser: Browser, url: string): Promise<Page> => {
  const page = await openPage(browser);
  await page.addInitScript({ content: watch });
  await enter(page, url, "Анна");
  return page;
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
    const page = await enterWatched(browser, server.url);
    await using boris = new StockClient(server.url, { name: "<img src=x onerror=pwned=1>", locale: "ru" });
    await boris.follow();
    for (const text of hostile) await boris.say(text);
    await boris.api.room.topic.mutate({ room: "lobby", topic: "<script>window.pwned=true</script>" });
    await boris.say("конец");
    await page.getByTestId("message-text").getByText("конец", { exact: true }).waitFor();
    await say(page, "<img src=x onerror=window.pwned=true> **и** `код`");
    await page.locator('article[data-state="acknowledged"]').waitFor();
    // Marks have been read, and the text behind a spoiler is shown, too.
    await page.locator("strong", { hasText: "и" }).waitFor();
    await page.getByTestId("spoiler").click();
    const found = await page.evaluate(findings);
    expect(found).toEqual({ pwned: "no", scripts: 0, frames: 0, links: [], handlers: [], broken: [] });
    await page.close();
  });

  test("[X3] lets nobody write markup, not even a script of its own, nor run or load what is not its own", async () => {
    await using folder = await temporaryFolder();
    await using server = await ServerProcess.start({ folder: folder.path });
    const page = await enterWatched(browser, server.url);
    expect(await page.evaluate(writeMarkup)).toBe("refused");
    await page.evaluate(loadForeign);
    // Reported in any order, some more than once.
    for (const directive of ["require-trusted-types-for", "img-src", "frame-src"])
      await page.waitForFunction(`window.broken.some((entry) => entry.startsWith("${directive}"))`);
    await page.close();
  });
});
