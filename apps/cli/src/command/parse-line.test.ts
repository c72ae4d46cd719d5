import { describe, expect, test } from "vitest";
import { parseLine, type Intent } from "./parse-line.ts";

const say = (text: string): Intent => ({ kind: "say", text, action: false });

describe("a line", () => {
  test.each<[string, Intent]>([
    ["Привет", say("Привет")],
    ["", { kind: "nothing" }],
    [" \n\t", { kind: "nothing" }],
    ["//etc/hosts", say("/etc/hosts")],
    [" /help", say(" /help")],
    ["  с отступом\n    и ещё  ", say("  с отступом\n    и ещё")],
    ["a\u001B[2Jb", say("a[2Jb")],
    ["/me машет рукой", { kind: "say", text: "машет рукой", action: true }],
    ["/me", { kind: "incomplete", command: "me" }],
    ["/help", { kind: "help" }],
    ["/help me", { kind: "incomplete", command: "help" }],
    ["/rooms", { kind: "rooms" }],
    ["/join dev", { kind: "join", room: "dev" }],
    ["/join #новости", { kind: "join", room: "новости" }],
    ["/join a b", { kind: "bad-room", value: "a b" }],
    ["/join", { kind: "incomplete", command: "join" }],
    ["/part", { kind: "part" }],
    ["/nick  Анна  Петрова ", { kind: "rename", name: "Анна Петрова" }],
    [`/nick ${"я".repeat(33)}`, { kind: "bad-name", value: "я".repeat(33) }],
    ["/quit", { kind: "quit", farewell: undefined }],
    ["/quit всем пока", { kind: "quit", farewell: "всем пока" }],
    ["/retry", { kind: "retry" }],
    ["/discard", { kind: "discard" }],
    ["/hepl", { kind: "unknown", typed: "/hepl", meant: "help" }],
    ["/рудз", { kind: "unknown", typed: "/рудз", meant: "help" }],
    ["/etc/passwd", { kind: "unknown", typed: "/etc/passwd", meant: undefined }],
    ["/", { kind: "unknown", typed: "/", meant: undefined }],
  ])("[TXT-1] %j", (line, intent) => {
    expect(parseLine(line)).toEqual(intent);
  });
});
