import { expect, test } from "vitest";
import { parseLine } from "@beseda/protocol";
import type { ChatSnapshot, ServerInvocation, TimelineMessage } from "../chat-client.ts";
import { Commands } from "./commands.ts";
import { typedOf } from "./kinds.ts";

const message: TimelineMessage = {
  kind: "message",
  key: "#12",
  seq: 12,
  time: "2026-11-21T10:00:00.000Z",
  client_id: "Client_2",
  name: "Борис",
  text: "Чай готов",
  own: false,
  action: false,
  reactions: [
    { emoji: "👍", count: 2, own: true, people: [] },
    { emoji: "🎉", count: 1, own: false, people: [] },
  ],
};

const invocationOf = (typed: string): ServerInvocation => {
  const line = parseLine(typed);
  if (line.kind !== "command") throw new Error(`not a command: ${typed}`);
  return line.invocation as ServerInvocation;
};

/** Returns what is kept of a command that is typed where that message is visible. */
const kept = (typed: string): unknown => {
  const seen: unknown[] = [];
  const timeline = { items: [message], hasOlder: false, loadingOlder: false, arriving: false };
  const snapshot = { timelines: new Map([["lobby", timeline]]) } as unknown as ChatSnapshot;
  const commands = new Commands({
    writer: () =>
      ({
        command: (command: unknown) => {
          seen.push(command);
          return { id: "1", outcome: Promise.resolve({ lines: [] }) };
        },
      }) as never,
    naming: {} as never,
    api: () => Promise.reject(new Error("nothing is asked")),
    performance: () => ({ chat: { snapshot: () => snapshot } }) as never,
  });
  commands.go({ room: "lobby", invocation: invocationOf(typed) });
  return seen[0];
};

test.each([
  ["/react 12 👍", true, "/react 12 👍 off"],
  ["/react 12 🎉", false, "/react 12 🎉 on"],
  ["/react 12 👀", false, "/react 12 👀 on"],
  ["/react 99 👍", false, "/react 99 👍 on"],
  ["/react 12 👍 on", false, "/react 12 👍 on"],
])("[MSG-3] what %s means is settled when it is typed: withdrawn is %s", (typed, withdrawn, again) => {
  expect(kept(typed)).toMatchObject({ name: "react", arguments: { withdrawn }, text: again });
});

test.each(["/edit 12 Чай, и вода тоже", "/react 12 👍 off", "/pin 12"])(
  "[CLI-2] %s that is given back is as it was typed",
  (typed) => {
    expect(typedOf(invocationOf(typed))).toBe(typed);
  },
);
