import { launchChromium } from "@beseda/testing/chromium";
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { preview } from "vite";
import { buildOnce } from "./build.ts";
import { recordPainted, type Recording } from "./painted.ts";

/** The policy that the server sends with the page. */
const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'";

interface Opened extends AsyncDisposable {
  readonly page: Page;
  /** Complaints of the browser, and addresses that the page requested elsewhere. */
  readonly troubles: readonly string[];
  /** Records what is painted from now on; needs {@link wearNumbers} in `before`. */
  record(): Promise<Recording>;
}

/** A browser that shows the built page on the fake. */
export interface Stage extends AsyncDisposable {
  /** Opens the page at the login. */
  open(options?: StageOptions): Promise<Opened>;
  /** Opens the page in the chat, as Анна who was in it before. */
  enter(options?: StageOptions): Promise<Opened>;
}

interface StageOptions {
  /** The number of earlier messages. */
  readonly history?: number;
  readonly browser?: BrowserContextOptions;
  /** Files that the server does not have. */
  readonly missing?: string;
  /** Functions to run in the page before everything else. */
  readonly before?: readonly (() => void)[];
}

const inside = [
  { name: "beseda.name", value: "Анна" },
  { name: "beseda.present", value: "yes" },
];

export const openStage = async (): Promise<Stage> => {
  const outDir = await buildOnce("testing/fixture.config.ts");
  const server = await preview({
    configFile: false,
    logLevel: "silent",
    build: { outDir },
    preview: {
      host: "127.0.0.1",
      port: 0,
      headers: { "Content-Security-Policy": contentSecurityPolicy },
    },
  });
  const [address] = server.resolvedUrls?.local ?? [];
  if (address === undefined) throw new Error("the preview server has no address");
  const browser = await launchChromium();
  return {
    open: (options) => openPage(browser, address, options),
    enter: async (options) => {
      const storageState = {
        cookies: [],
        origins: [{ origin: new URL(address).origin, localStorage: inside }],
      };
      const opened = await openPage(browser, address, {
        ...options,
        browser: { storageState, ...options?.browser },
      });
      await opened.page.getByTestId("composer").waitFor();
      return opened;
    },
    [Symbol.asyncDispose]: async () => {
      await browser.close();
      await server.close();
    },
  };
};

/** Lets a page's day begin at noon: no midnight falls between its messages, whenever the tests run. */
const beginAtNoon = (): void => {
  const Real = Date;
  const sinceNoon = Real.now() - new Real().setHours(12, 0, 0, 0);
  const now = (): number => Real.now() - sinceNoon;
  globalThis.Date = new Proxy(Real, {
    construct: (_, given: unknown[], target) =>
      Reflect.construct(Real, given.length === 0 ? [now()] : given, target) as Date,
    get: (real, name) => (name === "now" ? now : (Reflect.get(real, name) as unknown)),
  });
};

const openPage = async (browser: Browser, address: string, options: StageOptions = {}): Promise<Opened> => {
  const context = await browser.newContext({
    locale: "ru-RU",
    viewport: { width: 1100, height: 700 },
    ...options.browser,
  });
  // A timeout that is long enough for a busy machine.
  context.setDefaultTimeout(120_000);
  await context.addInitScript(beginAtNoon);
  for (const before of options.before ?? []) await context.addInitScript(before);
  const page = await context.newPage();
  if (options.missing !== undefined)
    await page.route(options.missing, (route) => route.fulfill({ status: 404 }));
  const troubles: string[] = [];
  page.on("pageerror", ({ message }) => troubles.push(message));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") troubles.push(message.text());
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(address)) troubles.push(`asked for ${request.url()}`);
  });
  await page.goto(`${address}?history=${options.history ?? 0}`);
  return {
    page,
    troubles,
    record: () => recordPainted(browser, page),
    [Symbol.asyncDispose]: () => context.close(),
  };
};

/** Returns the messages that contain a text. */
export const messageOf = (page: Page, text: string): Locator =>
  page.getByTestId("message").filter({ hasText: text });
