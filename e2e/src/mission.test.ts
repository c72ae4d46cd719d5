import { launchChromium } from "@beseda/testing/chromium";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isOf, type ChatRecord, type RecordOf } from "@beseda/protocol";
import { enter, openPage, say } from "./harness/browser.ts";
import { temporaryFolder } from "./harness/place.ts";
import { Program } from "./harness/program.ts";
import { ServerProcess } from "./harness/server.ts";
import { StockClient } from "./harness/stock-client.ts";
import { startTerminal } from "./harness/terminal.ts";
import { until } from "./harness/until.ts";

const pageShows = (page: Page, text: string): Promise<void> =>
  page.getByTestId("message-text").getByText(text, { exact: true }).waitFor();

const endings = (records: readonly ChatRecord[]): readonly RecordOf<"disconnected">[] =>
  records.filter((record) => isOf(record, "disconnected"));

describe("three people, a log and a report", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  test("[SES-5] one is killed, one closes the tab, one quits, and the report has exactly those sessions", async () => {
    await using folder = await temporaryFolder();
    const server = await ServerProcess.start({ folder: folder.path });
    await using _server = server;

    const page = await openPage(browser);
    await enter(page, server.url, "Анна");
    await using boris = startTerminal({ url: server.url, name: "Борис", home: folder.path });
    await boris.says("Анна");
    await using vera = new StockClient(server.url, { name: "Вера", locale: "ru" });
    await vera.follow();

    await say(page, "Привет из браузера");
    await boris.says("Анна: Привет из браузера");
    await vera.hears("Привет из браузера");

    boris.type("Привет из терминала\n");
    await pageShows(page, "Привет из терминала");
    await vera.hears("Привет из терминала");

    await vera.say("Привет из программы");
    await pageShows(page, "Привет из программы");
    await boris.says("Вера: Привет из программы");
    await until("the acknowledgement in the page", async () =>
      page.locator('[data-state="acknowledged"]').count(),
    );

    boris.kill("SIGKILL");
    await until("the end of Борис", async () =>
      endings(await server.records()).find(({ name }) => name === "Борис"),
    );
    await page.close();
    await until("the end of Анна", async () =>
      endings(await server.records()).find(({ name }) => name === "Анна"),
    );
    await vera.api.session.quit.mutate();
    // The stock client would come back by itself, and be notified that the server stops.
    await vera.close();
    await until("the end of Вера", async () =>
      endings(await server.records()).find(({ name }) => name === "Вера"),
    );
    expect(await server.stop()).toBe(0);

    const records = await server.records();
    expect(endings(records).map(({ name, status, code }) => ({ name, status, code }))).toEqual([
      { name: "Борис", status: "abnormal", code: 1006 },
      { name: "Анна", status: "going-away", code: 1001 },
      { name: "Вера", status: "normal", code: 1000 },
    ]);

    await using analyzer = new Program(["apps/analyzer/src/main.ts", server.logFile, "--format", "json"]);
    expect(await analyzer.exited()).toBe(0);
    const report = JSON.parse(analyzer.output) as {
      readonly clients: {
        readonly rows: readonly { readonly names: readonly string[]; readonly messages: number }[];
      };
      readonly sessions: {
        readonly recent: readonly {
          readonly name: string;
          readonly status: string;
          readonly duration_ms: number;
        }[];
      };
      readonly disconnects: {
        readonly by_status: readonly { readonly status: string; readonly count: number }[];
      };
    };
    expect(
      Object.fromEntries(report.clients.rows.map(({ names, messages }) => [names[0], messages])),
    ).toEqual({
      Анна: 1,
      Борис: 1,
      Вера: 1,
    });
    const reported = report.sessions.recent.map(({ name, status, duration_ms }) => ({
      name,
      status,
      duration_ms,
    }));
    expect(reported).toEqual(
      endings(records).map(({ name, status, duration_ms }) => ({ name, status, duration_ms })),
    );
    expect(
      Object.fromEntries(report.disconnects.by_status.map(({ status, count }) => [status, count])),
    ).toEqual({
      abnormal: 1,
      "going-away": 1,
      normal: 1,
    });
  });

  test("[DEL-3] a server that restarts under the page and the terminal: both say so, come back, and miss nothing", async () => {
    await using folder = await temporaryFolder();
    const first = await ServerProcess.start({ folder: folder.path });
    const { port } = first;
    const page = await openPage(browser);
    await enter(page, first.url, "Анна");
    await using boris = startTerminal({ url: first.url, name: "Борис", home: folder.path });
    await boris.says("Анна");
    await say(page, "до перезапуска");
    await boris.says("до перезапуска");

    first.program.kill("SIGKILL");
    await first.program.exited();
    await page.getByTestId("banner").waitFor();
    await say(page, "пока сервера нет");
    boris.type("из терминала, пока сервера нет\n");

    await using second = await ServerProcess.start({ folder: folder.path, port });
    await pageShows(page, "из терминала, пока сервера нет");
    await boris.says("Анна: пока сервера нет");
    await until("both messages in the log", async () => {
      const said = (await second.records())
        .filter(({ type }) => type === "message")
        .map(({ message }) => message);
      return said.length >= 3 && said;
    });
    const said = (await second.records())
      .filter(({ type }) => type === "message")
      .map(({ message }) => message);
    expect(said.toSorted()).toEqual(
      ["до перезапуска", "из терминала, пока сервера нет", "пока сервера нет"].toSorted(),
    );
    expect(await page.getByTestId("message-text").allTextContents()).toHaveLength(3);
    await page.close();
  });
});
