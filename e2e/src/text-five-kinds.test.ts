import { launchChromium } from "@beseda/testing/chromium";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Browser } from "playwright-core";
import { enter, openPage } from "./harness/browser.ts";
import { TcpLines, WebSocketLines } from "./harness/lines.ts";
import { temporaryFolder } from "./harness/place.ts";
import { ServerProcess } from "./harness/server.ts";
import { StockClient } from "./harness/stock-client.ts";
import { startTerminal } from "./harness/terminal.ts";
import { until } from "./harness/until.ts";

const rounds = 6;
const said = /\d\) (?:Анна|Борис|Вера|Глеб|Дина) говорит \d/gu;
const spoken = (text: string): readonly string[] => text.match(said) ?? [];

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

test("[DEL-2] five people on five kinds of client read the same words in the same order", async () => {
  await using folder = await temporaryFolder();
  await using server = await ServerProcess.start({ folder: folder.path });
  // Tall enough to show everything: rows that are out of sight are not in the page.
  const page = await openPage(browser, { viewport: { width: 900, height: 4000 } });
  await enter(page, server.url, "Анна");

  await using terminal = startTerminal({ url: server.url, name: "Борис", home: folder.path });
  await terminal.says("Анна");
  await using stock = new StockClient(server.url, { name: "Вера" });
  await stock.follow();
  await using webSocket = new WebSocketLines(server.url, { name: "Глеб" });
  await webSocket.sees("#lobby");
  await using tcp = new TcpLines(server.tcpPort);
  await tcp.sees("#lobby");
  tcp.type("/nick Дина");
  await webSocket.sees("Дина");

  for (let round = 1; round <= rounds; round += 1) {
    const line = (name: string): string => `${round}) ${name} говорит ${round}`;
    terminal.type(`${line("Борис")}\n`);
    webSocket.type(line("Глеб"));
    tcp.type(line("Дина"));
    const inPage = page.getByTestId("composer").fill(line("Анна"));
    await Promise.all([stock.say(line("Вера")), inPage]);
    await page.getByTestId("composer").press("Enter");
  }

  const everything = 5 * rounds;
  const inLog = async (): Promise<readonly string[]> =>
    spoken(
      (await server.records())
        .flatMap((record) => (record.type === "message" ? record.message : []))
        .join("\n"),
    );
  const heard = {
    log: inLog,
    page: async () => spoken((await page.getByTestId("message-text").allTextContents()).join("\n")),
    terminal: () => Promise.resolve(spoken(terminal.output)),
    stock: () => Promise.resolve(spoken(stock.said.join("\n"))),
    webSocket: () => Promise.resolve(spoken(webSocket.lines.join("\n"))),
    tcp: () => Promise.resolve(spoken(tcp.lines.join("\n"))),
  };
  for (const [name, listen] of Object.entries(heard)) {
    await until(`everything in ${name}`, async () => (await listen()).length === everything);
  }
  const order = await inLog();
  expect(new Set(order).size).toBe(everything);
  for (const listen of Object.values(heard)) expect(await listen()).toEqual(order);
  // The two text clients read the same bytes.
  const lines = (all: readonly string[]): readonly string[] => all.filter((line) => line.search(said) > 0);
  expect(lines(tcp.lines)).toEqual(lines(webSocket.lines));
  await page.context().close();
});
