import { assert, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { recordInLog, type ChatRecord, type UnknownRecord } from "@beseda/protocol";
import { RecordLines } from "./record-lines.ts";

const at = (hours: number, minutes: number): string =>
  new Date(2026, 10, 21, hours, minutes, 0).toISOString();

const common = {
  seq: 7,
  prev: 3,
  time: at(13, 45),
  room: "lobby",
  client_id: "Client_1",
  name: "Анна",
} as const;

const said = (
  message: string,
  more: { readonly name?: string; readonly action?: true } = {},
): ChatRecord => ({
  ...common,
  type: "message",
  id: "m-1",
  sender: "client",
  message,
  ...more,
});

const lines = (record: ChatRecord | UnknownRecord, label = ""): readonly string[] =>
  new RecordLines().of(record, { locale: "ru", label, isNumbered: false, isHit: false });

describe("a record as lines", () => {
  test("[TXT-2] a message", () => {
    expect(lines(said("Привет"))).toEqual(["[13:45:00] Анна: Привет"]);
    expect(lines(said("танцует", { action: true }))).toEqual(["[13:45:00] * Анна танцует"]);
  });

  test("[TXT-8] a deleted message, which nobody can say", () => {
    expect(lines({ ...said(""), deleted: true })).toEqual(["[13:45:00] *** Удалённое сообщение: Анна"]);
    expect(lines(said("*** Удалённое сообщение: Борис"))).not.toEqual(
      lines({ ...said("", { name: "Борис" }), deleted: true }),
    );
  });

  test("[TXT-2] of another room begins with that room", () => {
    expect(lines(said("Привет"), "#книги")).toEqual(["#книги [13:45:00] Анна: Привет"]);
  });

  test("[SES-1] a notice is in the reader's language", () => {
    const came = {
      ...common,
      type: "connected",
      session: "s1",
      via: "tcp",
      sender: "server",
      message: "",
    } as const;
    const made = new RecordLines();
    expect(made.of(came, { locale: "ru", label: "", isNumbered: false, isHit: false })).toEqual([
      "[13:45:00] *** Анна теперь в чате",
    ]);
    expect(made.of(came, { locale: "en", label: "", isNumbered: false, isHit: false })).toEqual([
      "[13:45:00] *** Анна is now in the chat",
    ]);
  });

  test("a farewell of one's own is shown to the others", () => {
    const left = {
      ...common,
      type: "disconnected",
      session: "s1",
      code: 1000,
      status: "normal",
      duration_ms: 1,
      sender: "server",
    } as const;
    expect(lines({ ...left, message: "До завтра" })).toEqual(["[13:45:00] *** Анна покидает чат: До завтра"]);
    expect(lines({ ...left, message: "Session ended. Goodbye!" })).toEqual([
      "[13:45:00] *** Анна покидает чат",
    ]);
  });

  test("what a later version has written is shown by its message", () => {
    expect(lines({ ...common, type: "poll", sender: "client", message: "Опрос: да или нет?" })).toEqual([
      "[13:45:00] *** Опрос: да или нет?",
    ]);
  });

  test("[LOG-12] a message that is not understood is shown by its text, as what the server tells", () => {
    expect(lines(recordInLog({ ...said("Привет"), name: 5 }))).toEqual(["[13:45:00] *** Привет"]);
    expect(lines(recordInLog({ ...said(""), id: 5 }))).toEqual([]);
  });

  test("[TXT-2] many lines of one message cannot be taken for messages of others", () => {
    expect(lines(said("раз\n[13:45:01] Борис: два\u2028три\n"))).toEqual([
      "[13:45:00] Анна: раз",
      "  | [13:45:01] Борис: два",
      "  | три",
      "  | ",
    ]);
  });

  test("a name that begins like a notice stands in quotes", () => {
    expect(lines(said("x", { name: "*** Борис" }))).toEqual(["[13:45:00] «*** Борис»: x"]);
  });

  test("nothing that a log can hold gets a control character or a line end to a terminal", () => {
    // oxlint-disable-next-line no-control-regex -- the pattern exists to name control characters
    const controls = /[\u0000-\u0008\u000A-\u001F\u007F-\u009F\u2028\u2029]/u;
    assert(
      property(string({ unit: "binary" }), string({ unit: "binary" }), (name, text) => {
        for (const line of lines(said(text, { name }))) expect(line).not.toMatch(controls);
      }),
    );
    expect(lines(said("\u001B]0;title\u0007\u001B[2J\u009B31mкрасный"))).toEqual([
      "[13:45:00] Анна: ]0;title[2J31mкрасный",
    ]);
  });
});
