import { expect, test } from "vitest";
import { locales, sessionStatusSchema } from "@beseda/protocol";
import { textsIn } from "../locale/texts.ts";
import { reportOn, TestFolder } from "../../testing/folder.ts";
import { findingsOf } from "./findings.ts";
import { terminalText } from "./terminal/terminal.ts";
import { Writer } from "./writer.ts";

const at = (second: number): string => new Date(Date.UTC(2026, 10, 21, 10) + second * 1000).toISOString();
const line = (record: object): string => `${JSON.stringify(record)}\n`;
const server = { sender: "server", message: "…" };
const stay = (client: number, status: string, [from, to]: readonly [number, number]): object[] => [
  {
    time: at(from),
    type: "connected",
    client_id: `Client_${client}`,
    session: `s${client}.${from}`,
    ...server,
  },
  {
    time: at(to),
    type: "disconnected",
    client_id: `Client_${client}`,
    session: `s${client}.${from}`,
    status,
    ...server,
  },
];
const said = (client: number, second: number): object => ({
  time: at(second),
  type: "message",
  client_id: `Client_${client}`,
  sender: "client",
  message: "да",
});

/** Blanks that keep words together are blanks. */
const plain = (text: string): string => text.replaceAll(/\s/gu, " ");

const findingsIn = async (
  records: readonly object[],
  locale: "ru" | "en" = "en",
): Promise<readonly string[]> => {
  await using folder = await TestFolder.make();
  const sorted = records.toSorted((left, right) => JSON.stringify(left).localeCompare(JSON.stringify(right)));
  const report = await reportOn([await folder.write(sorted.map(line).join(""))]);
  const texts = textsIn(locale);
  return findingsOf(report, texts, new Writer(texts, locale, { zone: "UTC" })).map(plain);
};

test("[ANL-7] a log that tells nothing of sessions says so, and calls nothing calm", async () => {
  expect(await findingsIn([said(1, 0), said(2, 60), said(1, 90)])).toEqual([
    "21 November 2026: 2 people, 3 messages; Client_1 writes most, 66.7% of them.",
    "The log does not say who came and went when, so it tells nothing of sessions and losses.",
  ]);
});

test("[ANL-7] a log that tells nothing of sessions is not said to have had none: unknown is not nought", async () => {
  await using folder = await TestFolder.make();
  const foreign = await reportOn([await folder.write([said(1, 0), said(2, 60)].map(line).join(""))]);
  const style = { isDrawn: false, isColored: false, rows: 20 };
  const text = terminalText(foreign, "en", style);
  for (const unknown of ["Length of sessions", "How sessions end", "Sessions at a time", "Reliability"])
    expect(text).not.toContain(unknown);
  for (const fact of ["online now", "most sessions at a time", "abnormal share"])
    expect(text).toMatch(new RegExp(`^${fact} +–$`, "mu"));
  const started = { time: at(0), type: "server-started", client_id: "server", ...server };
  const ours = await reportOn([await folder.write(line(started), "ours.json")]);
  expect(terminalText(ours, "en", style)).toMatch(/^online now +0$/mu);
  expect(await findingsIn([started])).toEqual(["21 November 2026: 0 people, 0 messages."]);
});

test("[ANL-7] many connections that are lost at once are what has to be known", async () => {
  const lost = Array.from({ length: 30 }, (_, index) =>
    stay(index + 1, "abnormal", [index, 600 + index / 30]),
  ).flat();
  const [, sessions, worst] = await findingsIn([said(1, 100), ...lost], "ru");
  expect(sessions).toContain("обрывается 100 %, чаще всего так: связь потеряна.");
  expect(worst).toBe(
    "Хуже всего было 21 ноября 2026 г. в 10:10: разом 30 обрывов у 30 человек, и за десять минут вернулись не все.",
  );
});

test("[ANL-7] a server that is stopped and takes everybody along is no loss", async () => {
  const stopped = Array.from({ length: 30 }, (_, index) =>
    stay(index + 1, "server-stopped", [index, 600]),
  ).flat();
  expect((await findingsIn([said(1, 100), ...stopped])).at(-1)).toMatch(/^No crash of the server/u);
});

test("[ANL-7] a crash comes before all of that, and much damage before a crash", async () => {
  const crash = [
    ...stay(1, "normal", [1, 50]),
    said(1, 20),
    { time: at(0), type: "server-started", client_id: "server", log: "l", ...server },
    { time: at(300), type: "server-started", client_id: "server", log: "l", ...server },
  ];
  expect((await findingsIn(crash)).at(-1)).toMatch(/^The server crashed 1 time; it was down for \d/u);
  expect((await findingsIn([...crash, { time: "never" }])).at(-1)).toMatch(
    /^1 place of the log could not be read/u,
  );
});

test.each(locales)("[ANL-7] in %s every way in which a session ends has words", (locale) => {
  const texts = textsIn(locale);
  const writer = new Writer(texts, locale, { zone: "UTC" });
  const words = sessionStatusSchema.options.map((status) => writer.cell(status, "status"));
  expect(new Set(words).size).toBe(words.length);
  expect(words.filter((word) => /^[a-z]+(?:-[a-z]+)+$/u.test(word))).toEqual([]);
  expect(writer.cell("a status of their own", "status")).toBe("a status of their own");
  expect(writer.cell(1006, "code")).toBe(`1006 – ${texts.statuses.abnormal}`);
  expect(writer.cell(4999, "code")).toBe("4999");
});

test("[ANL-7] times in the page are as people say them, in lists as they sort", () => {
  const texts = textsIn("ru");
  const spoken = new Writer(texts, "ru", { zone: "Europe/Moscow", style: "spoken" });
  expect(plain(spoken.time("2026-11-21T10:00:00.000Z"))).toBe("21 нояб. 2026 г., 13:00");
  expect(plain(spoken.date("2026-11-21"))).toBe("21 нояб. 2026 г.");
  expect(plain(spoken.period("2026-11-01T10:00:00.000Z", "2026-11-21T10:00:00.000Z"))).toBe(
    "1–21 ноября 2026 г.",
  );
  const list = new Writer(texts, "ru", { zone: "Europe/Moscow" });
  expect(list.time("2026-11-21T10:00:00.000Z")).toBe("2026-11-21 13:00:00");
});
