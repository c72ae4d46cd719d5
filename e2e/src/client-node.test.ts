import { expect, test } from "vitest";
import { runChatProgram, talkOf } from "./harness/chat-program.ts";

const page = {
  page: "node.md",
  language: "js",
  name: "Node",
  file: "chat.mjs",
  start: [process.execPath, "chat.mjs"],
} as const;

test("[PRG-11] the WebSocket client of docs/clients/node.md, code 1000", async () => {
  const { text } = await runChatProgram({ ...page, piece: 0 });
  expect(text).toMatch(talkOf("Node"));
  expect(text).toMatch(/^1000 Сессия завершена\. До свидания!$/mu);
});

test("[PRG-11] the TCP client of docs/clients/node.md", async () => {
  const { text } = await runChatProgram({ ...page, piece: 1 });
  expect(text).toMatch(talkOf("Node"));
});

test("[PRG-11] the JSON client of docs/clients/node.md", async () => {
  const { lines } = await runChatProgram({ ...page, piece: 2 });
  expect(lines[0]).toBe("welcome: server: Добро пожаловать в чат!");
  expect(lines).toContain("message: Node: Всем привет!");
  expect(lines).toContain("message: Анна: пока");
  expect(lines.slice(-2)).toEqual(["goodbye: server: Сессия завершена. До свидания!", "1000"]);
});
