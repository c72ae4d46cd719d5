import { describe, expect, test } from "vitest";
import { parseLine } from "../commands/parse-line.ts";
import { jsonExtent, jsonPieces } from "./json-objects.ts";
import { readFirstJson, readJson } from "./json-saying.ts";

const json = (value: unknown): string => JSON.stringify(value);

describe("a first line", () => {
  test.each([
    [{ message: "привет" }, { kind: "say", text: "привет" }],
    [
      { text: "привет", username: "Анна" },
      { kind: "say", text: "привет", name: "Анна" },
    ],
    [
      { type: "chat", sender: "Анна", content: "привет", timestamp: 1_700_000_000 },
      { name: "Анна", text: "привет" },
    ],
    [
      { type: "JOIN", sender: "Анна" },
      { kind: "join", name: "Анна" },
    ],
    [
      { user: "Анна", room: "#книги", msg: "привет", id: 7 },
      { room: "книги", id: 7 },
    ],
    [
      { event: "message", data: "привет" },
      { kind: "say", text: "привет" },
    ],
    [{ client_id: "Client_1", sender: "client", message: "привет", time: "10:00" }, { text: "привет" }],
    [
      { type: "command", text: "/who" },
      { kind: "command", text: "/who" },
    ],
    [{ message: "/quit" }, { kind: "say", text: "/quit" }],
    [
      { to: "Борис", text: "по секрету" },
      { to: "Борис", text: "по секрету" },
    ],
    [{ to: "all", text: "привет", room: null }, { text: "привет" }],
  ])("[PRG-7] %j is of a program", (value, said) => {
    expect(readFirstJson(json(value))).toMatchObject(said);
  });

  test("[PRG-7] a side of a connection is nobody's name, everybody is nobody alone", () => {
    expect(readFirstJson(json({ sender: "client", message: "а" }))).not.toHaveProperty("name");
    expect(readFirstJson(json({ to: "all", message: "а" }))).not.toHaveProperty("to");
  });

  test.each([
    "привет",
    "{}",
    "[]",
    '"привет"',
    "12",
    "{message: 'привет'}",
    json({ message: "а", extra: 1 }),
    json({ hello: "мир" }),
    json({ id: 1 }),
    json({ message: { text: "а" } }),
    json({ user: { name: "Анна" }, message: "а" }),
    json({ message: "а", text: "б" }),
    json([{ message: "а" }]),
  ])("[PRG-7] %s is a line of text", (line) => {
    expect(readFirstJson(line)).toBeUndefined();
  });
});

test("[PRG-7] later objects may have more; what says nothing says why", () => {
  expect(readJson(json({ message: "а", extra: [1] }))).toMatchObject({ text: "а" });
  expect(readJson("{'message': 'а'}")).toBe("no-json");
  expect(readJson("[1]")).toBe("no-object");
  expect(readJson(json({ message: "а", text: "б" }))).toBe("two-texts");
  expect(readJson(json({ extra: 1 }))).toBe("no-text");
  expect(readJson(json({ message: "а", text: "а" }))).toMatchObject({ text: "а" });
});

test.each(["password", "access_token", "apiKey", "user_password", "secret"])(
  "[CLI-3] an object with %s in it is not said before it comes once more",
  (key) => {
    expect(parseLine(json({ foo: "Анна", [key]: "тайна" })).kind).toBe("doubtful");
  },
);

test("[CLI-3] a sentence about passwords is said, also between braces", () => {
  expect(parseLine('{"совет": "password: не говорить"}').kind).toBe("text");
  expect(parseLine('"password": это поле').kind).toBe("text");
});

describe("the objects of a text", () => {
  const pieces = (text: string): readonly string[] => [...jsonPieces(text)].map((piece) => piece.text);

  test.each([
    ['{"a":1}{"b":"}{"}', ['{"a":1}', '{"b":"}{"}']],
    ['\uFEFF{"a":"\\"}"}\r\n {"b":[{}]}', ['{"a":"\\"}"}', '{"b":[{}]}']],
    ['{\n  "a": 1\n}\n{"b":2}', ['{\n  "a": 1\n}', '{"b":2}']],
    ['{"a":1} привет\n{"b":2}', ['{"a":1}', "привет", '{"b":2}']],
    ['{"a":\n{"b":2}\n{"c":3}', ['{"a":', '{"b":2}', '{"c":3}']],
  ])("[PRG-10] in %j stand each for itself", (text, objects) => {
    expect(pieces(text)).toEqual(objects);
  });

  test("[PRG-10] many beginnings without an end cost no more than their length", () => {
    expect(pieces("{\n".repeat(30_000))).toHaveLength(30_000);
  });

  test.each([
    ['{"a":1}', "whole"],
    ['{"a":1}{"b":2} ', "whole"],
    ['{"a":', "unfinished"],
    ["{", "unfinished"],
    ['{"a":1}{"b', "unfinished"],
    ['{"a":"раз', "unfinished"],
    ["{привет", "none"],
    ['{"a":1} и', "none"],
    ["привет", "none"],
  ])("[PRG-10] %j is %s", (text, extent) => {
    expect(jsonExtent(text)).toBe(extent);
  });
});
