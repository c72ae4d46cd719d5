import { appendFile, readFile, rename, rm, truncate } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pino } from "pino";
import { afterEach, describe, expect, test } from "vitest";
import { Condition } from "./condition.ts";
import { exitCodeOf } from "./exit-code.ts";
import { temporaryServer, type TemporaryServer } from "./testing/running-server.ts";
import { WebSocketClient } from "./testing/text-client.ts";

interface Line {
  readonly level: number;
  readonly msg: string;
  readonly code?: string;
}

let server: TemporaryServer;
afterEach(async () => {
  await server.stop().catch(() => undefined);
  await rm(dirname(server.data), { recursive: true, force: true });
});

const start = async (): Promise<readonly Line[]> => {
  const lines: Line[] = [];
  const logger = pino({ level: "warn" }, { write: (line: string) => lines.push(JSON.parse(line) as Line) });
  server = await temporaryServer({ logger, durability: "fsync", locale: "ru" });
  return lines;
};

const health = async (): Promise<{
  readonly http: number;
  readonly status: string;
  readonly reason?: string;
}> => {
  const answer = await fetch(`http://127.0.0.1:${server.port}/health`);
  return { http: answer.status, ...((await answer.json()) as { status: string }) };
};

describe("a log that is taken from under the server", () => {
  test.each([
    ["deleted", (file: string) => rm(file)],
    ["moved", (file: string) => rename(file, `${file}.1`)],
    ["cut", (file: string) => truncate(file, 0)],
    ["written by another program", (file: string) => appendFile(file, "x")],
  ])(
    "[LOG-10] [OPS-1] [OPS-2] %s: nothing is acknowledged, everybody comes back, one sentence, 503",
    async (what, act) => {
      const lines = await start();
      const log = join(dirname(server.data), "messages.json");
      const anna = await WebSocketClient.connect(server, { name: "Анна" });
      await act(log);
      anna.type("никуда");
      expect(await anna.closed).toMatchObject({ code: 1012 });
      expect(anna.lines.filter((line) => line.includes("Принято"))).toEqual([]);
      expect(await health()).toMatchObject({ http: 503, status: "failed" });
      const failure = await server.running.failed;
      expect(exitCodeOf(failure)).toBe(74);
      const fatal = lines.filter(({ level }) => level >= 50);
      expect(fatal).toEqual([
        expect.objectContaining({ level: 60, code: "log-displaced", msg: failure.in("ru") }),
      ]);
      const saved = /(\S+\.saved-\S+Z)/u.exec(failure.in("ru"))?.[1] ?? "";
      const records = JSON.parse(await readFile(saved, "utf8")) as { readonly type: string }[];
      expect(records.map(({ type }) => type)).toEqual(
        what === "cut" ? ["connected"] : ["server-started", "connected"],
      );
    },
  );
});

test("[OPS-1] [OPS-2] a full disk is degraded and one line, until there is room again", () => {
  const lines: Line[] = [];
  const logger = pino({ level: "info" }, { write: (line: string) => lines.push(JSON.parse(line) as Line) });
  const condition = new Condition(logger, "en");
  expect(condition.health).toEqual({ status: "ok" });
  condition.notice({ kind: "disk-full", file: "messages.json" });
  expect(condition.health).toEqual({ status: "degraded", reason: "disk-full" });
  condition.notice({ kind: "disk-has-room", file: "messages.json" });
  expect(condition.health).toEqual({ status: "ok" });
  expect(lines.map(({ level }) => level)).toEqual([50, 30]);
});
