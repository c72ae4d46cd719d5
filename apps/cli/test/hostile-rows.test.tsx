import { FakeChatClient } from "@beseda/client/testing";
import { lobby } from "@beseda/protocol";
import { forbiddenIn, hostileTexts } from "@beseda/protocol/testing";
import { expect, test } from "vitest";
import { Conversation } from "../src/conversation/conversation.ts";
import { createClock } from "../src/format/clock.ts";
import { cliTextsOf } from "../src/locale/texts.ts";
import { HeadlessTerminal } from "../testing/headless-terminal.ts";
import { openScreen } from "../src/ui/screen.tsx";

test("[TXT-7] on the screen, each row with a time is an entry, and all that follows is indented", async () => {
  const terminal = new HeadlessTerminal({ columns: 100, rows: 24 });
  const [texts, clock] = [cliTextsOf("ru"), createClock("ru", "UTC")];
  const screen = openScreen({ ...terminal.streams, pause: () => new Promise(() => {}) }, { texts, clock });
  const client = new FakeChatClient();
  const url = "http://127.0.0.1:8765";
  const about = {
    client,
    name: "Анна",
    room: lobby,
    url,
    texts,
    locale: "ru",
    clock,
    farewellMs: 50,
  } as const;
  const conversation = new Conversation(about);
  const shown = screen.show(conversation);
  client.greet();
  for (const text of hostileTexts) {
    client.hear({ name: "Вера", text });
    client.hear({ name: "Вера", text, action: true });
    client.hear({ name: text.slice(0, 40), text: "да" });
    client.happen((place) => ({
      ...place,
      type: "topic",
      client_id: "Client_2",
      name: "Вера",
      topic: text,
      sender: "server",
      message: "",
    }));
  }
  client.hear({ name: "Вера", text: "конец" });
  await expect.poll(() => terminal.text(), { timeout: 60_000 }).toContain("конец");
  const rows = terminal.text().split("\n");
  const drawn = rows.slice(
    0,
    rows.findIndex((row) => row.endsWith("конец")),
  );
  for (const row of drawn) {
    expect(forbiddenIn(row)).toBeUndefined();
    expect(row).toMatch(/^(?:10:45 |── | {6}|$)/u);
    expect(row).not.toMatch(/^10:45 +Борис/u);
  }
  conversation.end();
  await shown;
});
