import { Writable } from "node:stream";
import { LogReadError } from "@beseda/log";
import { forbiddenIn, hostileTexts } from "@beseda/protocol/testing";
import { pino } from "pino";
import { PinoPretty } from "pino-pretty";
import { expect, test } from "vitest";
import { cleanEntry, tellError } from "./logger.ts";

const failedDisk = Object.assign(new Error("EIO: i/o error, read"), { code: "EIO" });

test.each([
  ["a disk", failedDisk, "EIO"],
  ["the log", new LogReadError("messages.json", failedDisk), "log-read-failed"],
  [
    "the accounts",
    Object.assign(new Error("disk I/O error"), { code: "ERR_SQLITE_ERROR" }),
    "ERR_SQLITE_ERROR",
  ],
])("[OPS-5] %s that fails is told without a trace of the program", (_, error, code) => {
  expect(tellError(error)).toEqual({ code, message: error.message });
});

test.each([
  ["an error of nobody", new TypeError("x is not a function")],
  ["an error of the runtime", Object.assign(new Error("bad argument"), { code: "ERR_INVALID_ARG_TYPE" })],
])("[OPS-5] %s is told with where it was", (_, error) => {
  expect(tellError(error)).toHaveProperty("stack");
});

const diary = (isPretty: boolean) => {
  let all = "";
  const destination = new Writable({
    write: (text: Buffer, _, done) => {
      all += text.toString();
      done();
    },
  });
  const pretty = { destination, colorize: false, translateTime: "HH:MM:ss", sync: true };
  const stream = isPretty ? PinoPretty(pretty) : destination;
  const logger = pino({ base: null, hooks: { streamWrite: cleanEntry } }, stream);
  return {
    lines: (): readonly string[] => all.split("\n").filter((line) => line !== ""),
    tell: (text: string): void => {
      logger.info({ client: text, list: [text], deep: { text } }, text);
      logger.child({ session: text }).warn(text);
      logger.error(new Error(text), text);
    },
  };
};

test("[TXT-7] nothing that is told the operator looks like another entry, in the pretty form", () => {
  const { lines, tell } = diary(true);
  for (const text of hostileTexts) tell(text);
  for (const line of lines()) {
    expect(forbiddenIn(line)).toBeUndefined();
    expect(line).toMatch(/^(?:\[\d\d:\d\d:\d\d\] (?:INFO|WARN|ERROR): | {4})/u);
  }
  expect(lines().filter((line) => line.startsWith("["))).toHaveLength(hostileTexts.length * 3);
});

test("[TXT-7] … and in JSON", () => {
  const { lines, tell } = diary(false);
  for (const text of hostileTexts) tell(text);
  expect(lines()).toHaveLength(hostileTexts.length * 3);
  for (const line of lines()) {
    expect(forbiddenIn(line)).toBeUndefined();
    const told: { msg: string } = JSON.parse(line);
    expect(forbiddenIn(told.msg)).toBeUndefined();
  }
});

test("an entry with nothing to clean stays as it is", () => {
  const entry = '{"level":30,"time":1,"msg":"Привет"}\n';
  expect(cleanEntry(entry)).toBe(entry);
});
