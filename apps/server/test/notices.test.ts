import { pino } from "pino";
import { expect, test } from "vitest";
import { temporaryServer } from "../testing/running-server.ts";

test("[LOG-1] a server that does not wait for the disk says so, also with a new log", async () => {
  const diary: string[] = [];
  const logger = pino({ level: "info" }, { write: (line: string) => void diary.push(line) });
  await using server = await temporaryServer({ durability: "process", logger, locale: "en" });
  expect(diary.join("")).toContain("not a power cut");
  const health: unknown = await (await fetch(`http://127.0.0.1:${server.port}/health`)).json();
  expect(health).toMatchObject({ durability: "process" });
});
