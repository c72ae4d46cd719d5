import { appendFile, readFile, rename, rm, truncate } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Condition } from "./condition.ts";
import { exitCodeOf } from "./cli/exit-code.ts";
import { ownDisk } from "../testing/own-disk.ts";
import { temporaryServer, type TemporaryServer } from "../testing/running-server.ts";
import { WebSocketClient } from "../testing/text-client.ts";

interface Line {
  readonly level: number;
  readonly msg: string;
  readonly code?: string;
}

let server: TemporaryServer;

const start = async (): Promise<readonly Line[]> => {
  const lines: Line[] = [];
  const logger = pino({ level: "warn" }, { write: (line: string) => lines.push(JSON.parse(line) as Line) });
  const disk = ownDisk({ writer: "thread" });
  server = await temporaryServer({ logger, durability: "fsync", locale: "ru", disk });
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
  afterEach(async () => {
    await server.stop().catch(() => undefined);
    await rm(dirname(server.data), { recursive: true, force: true });
  });

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

describe("a full disk", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  const observed = (): { readonly condition: Condition; readonly levels: () => readonly number[] } => {
    const lines: Line[] = [];
    const logger = pino({ level: "info" }, { write: (line: string) => lines.push(JSON.parse(line) as Line) });
    return { condition: new Condition(logger, "en"), levels: () => lines.map(({ level }) => level) };
  };
  const isFull = { kind: "disk-full", file: "messages.json" } as const;
  const hasRoom = { kind: "disk-has-room", file: "messages.json" } as const;

  test("[OPS-1] [OPS-2] is degraded and one line, until there is room again", () => {
    const { condition, levels } = observed();
    expect(condition.health).toEqual({ status: "ok" });
    condition.notice(isFull);
    expect(condition.health).toEqual({ status: "degraded", reason: "disk-full" });
    condition.notice(hasRoom);
    vi.advanceTimersByTime(5000);
    expect(condition.health).toEqual({ status: "ok" });
    expect(levels()).toEqual([50, 30]);
  });

  test("[OPS-4] that takes what is small and refuses what is large is told once", () => {
    const { condition, levels } = observed();
    for (let round = 0; round < 100; round += 1) {
      condition.notice(isFull);
      condition.notice(hasRoom);
      vi.advanceTimersByTime(4000);
      expect(condition.health).toEqual({ status: "degraded", reason: "disk-full" });
    }
    expect(levels()).toEqual([50]);
    vi.advanceTimersByTime(1000);
    expect(condition.health).toEqual({ status: "ok" });
    expect(levels()).toEqual([50, 30]);
  });

  test("[OPS-4] a log that fails meanwhile is no better when the pause is over", () => {
    const { condition } = observed();
    condition.notice(isFull);
    condition.notice(hasRoom);
    condition.fail(new Promise(() => {}));
    vi.advanceTimersByTime(5000);
    expect(condition.health).toMatchObject({ status: "failed" });
  });
});
