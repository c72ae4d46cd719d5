import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reportSchema, type Report } from "@beseda/protocol";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sectionKeys } from "./folds/registry.ts";
import { Clock } from "./rows/clock.ts";
import { analyze } from "./run.ts";

const at = (second: number): string => new Date(Date.UTC(2026, 10, 21, 10, 0, second)).toISOString();
const anna = { client_id: "Client_1", name: "Анна", room: "lobby" };
const boris = { client_id: "Client_2", name: "Борис", room: "lobby" };
const fromServer = { sender: "server", message: "…" };

const log = [
  { seq: 1, time: at(0), type: "server-started", client_id: "server", ...fromServer },
  { seq: 2, prev: 0, time: at(1), type: "connected", ...anna, session: "s1", via: "trpc", ...fromServer },
  { seq: 3, prev: 2, time: at(2), type: "connected", ...boris, session: "s2", via: "tcp", ...fromServer },
  { seq: 4, prev: 3, time: at(3), type: "message", ...anna, sender: "client", message: "Привет, Борис" },
  { seq: 5, prev: 4, time: at(4), type: "unheard-of", ...anna, ...fromServer },
  {
    seq: 6,
    prev: 5,
    time: at(11),
    type: "disconnected",
    ...anna,
    session: "s1",
    code: 1006,
    status: "abnormal",
    duration_ms: 10_000,
    ...fromServer,
  },
];

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "beseda-analyzer-"));
});
afterAll(() => rm(folder, { recursive: true }));

const analyzeFile = async (file: string): Promise<Report> =>
  reportSchema.parse(
    await analyze({
      files: [file],
      threads: 0,
      sections: sectionKeys,
      filter: {},
      clock: new Clock("UTC"),
    }),
  );

const analyzeText = async (text: string): Promise<Report> => {
  const file = join(folder, "messages.json");
  await writeFile(file, text);
  return analyzeFile(file);
};

test("[REPORT] clients, sessions and statuses of a log", async () => {
  const report = await analyzeText(JSON.stringify(log));
  expect(report.clients?.rows.map((row) => [row.client_id, row.messages, row.sessions])).toEqual([
    ["Client_1", 1, 1],
    ["Client_2", 0, 1],
  ]);
  expect(report.sessions?.ended).toMatchObject({ count: 1, total_ms: 10_000, median_ms: 10_000 });
  expect(report.sessions?.open.count).toBe(1);
  expect(report.disconnects?.by_status).toMatchObject([{ status: "abnormal", count: 1, share: 1 }]);
  expect(report.quality).toMatchObject({ unknown_types: 1, missing_seq: 0, broken_prev: 0 });
});

test("[REPORT] a log of four fields, times without a zone: greeting and farewell tell the session", async () => {
  const bare = [
    {
      time: "2026-11-21 10:00:00",
      client_id: "Client_1",
      message: "Добро пожаловать в чат!",
      sender: "server",
    },
    { time: "2026-11-21 10:00:05", client_id: "Client_1", message: "Привет", sender: "client" },
    {
      time: "2026-11-21 10:00:09",
      client_id: "Client_1",
      message: "Сессия завершена. До свидания!",
      sender: "server",
    },
  ];
  const report = await analyzeText(JSON.stringify(bare));
  expect(report.input.first).toBe("2026-11-21T10:00:00.000Z");
  expect(report.clients?.rows).toMatchObject([
    { client_id: "Client_1", messages: 1, sessions: 1, online_ms: 9000 },
  ]);
  expect(report.sessions?.ended).toMatchObject({ count: 1, total_ms: 9000 });
});

test.each([
  ["", "empty"],
  ["[", "no-records"],
  ["[]", "no-records"],
  ["{}", "doubt"],
  ["hello", "not-json"],
  ["\u0000\u0001", "binary"],
])("[INPUT] %j is refused as %s", async (text, code) => {
  await expect(analyzeText(text)).rejects.toMatchObject({ code });
});

test("[INPUT] a missing file and a directory are refused", async () => {
  await expect(analyzeFile(join(folder, "none"))).rejects.toMatchObject({ code: "missing" });
  await expect(analyzeFile(folder)).rejects.toMatchObject({ code: "directory" });
});
