import { PassThrough } from "node:stream";
import { FakeChatClient } from "@beseda/client/testing";
import { lobby } from "@beseda/protocol";
import { describe, expect, test, vi } from "vitest";
import { parseArguments } from "../arguments.ts";
import { Conversation } from "../conversation/conversation.ts";
import { createClock } from "../format/clock.ts";
import { cliTextsOf } from "../locale/texts.ts";
import { HeadlessTerminal } from "../../testing/headless-terminal.ts";
import { askPlainly } from "./name-question.ts";
import { runPlainSession } from "./plain-session.ts";

const texts = cliTextsOf("ru");
const clock = createClock("ru", "UTC");

const settings = () => {
  const invocation = parseArguments({ argv: ["--plain", "--locale", "ru"], env: {}, version: "1" });
  if (invocation.kind !== "chat") throw new Error("the options are not understood");
  return invocation.settings;
};

const talk = () => {
  const terminal = new HeadlessTerminal({ columns: 60, rows: 20 });
  const client = new FakeChatClient();
  const url = "http://127.0.0.1:8765";
  const conversation = new Conversation({
    client,
    name: "Анна",
    room: lobby,
    url,
    texts,
    locale: "ru",
    clock,
  });
  const { stdin, stdout } = terminal.streams;
  const done = runPlainSession({
    conversation,
    settings: settings(),
    texts,
    clock,
    stdin,
    stdout,
    stderr: stdout,
  });
  client.greet();
  return { terminal, client, conversation, done };
};

const sees = (terminal: HeadlessTerminal, part: string | RegExp) =>
  expect.poll(() => terminal.text()).toMatch(part);

describe("a simple terminal", () => {
  test("[TXT-2] shows lines for a person, and an acknowledgement for what was typed", async () => {
    const { terminal, client } = talk();
    client.hear({ name: "Борис", text: "Привет!", time: "2026-11-21T13:45:00.000Z" });
    await sees(
      terminal,
      /^-- Добро пожаловать в чат!\n-- Вы – Анна.*\n--- суббота.*\n\[13:45:00\] Борис: Привет!\n>$/u,
    );
    terminal.press("И тебе\r");
    await expect.poll(() => client.waiting.length).toBe(1);
    client.acknowledge();
    await sees(terminal, /> И тебе\n\[\d\d:\d\d:\d\d\] ✓ #2\n>$/u);
  });

  test("what is being typed is repeated below what comes, and can be typed on", async () => {
    const { terminal, client } = talk();
    await sees(terminal, /\n>$/u);
    terminal.press("недопис");
    await sees(terminal, /> недопис$/u);
    client.hear({ name: "Борис", text: "перебью" });
    await sees(terminal, /> недопис\n(?:---.*\n)?\[.*\] Борис: перебью\n> недопис$/u);
    terminal.press("анное\r");
    await expect
      .poll(() => client.snapshot().timelines.get(lobby)?.items.at(-1))
      .toMatchObject({
        text: "недописанное",
      });
  });

  test("[TXT-6] a password that is typed in full is shown only by its length", async () => {
    const { terminal } = talk();
    await sees(terminal, /\n>$/u);
    terminal.press("/login Анна тайна-42");
    await sees(terminal, /\n> \/login Анна •{8}$/u);
    // Keys in the middle of the line, and past the end of the row: the whole line is written anew.
    terminal.press("\u001B[D\u001B[Dслово");
    await sees(terminal, /\n> \/login Анна •{13}$/u);
    await expect.poll(() => terminal.cursorRow()).toBe(`> /login Анна ${"•".repeat(11)}|••`);
    terminal.press("\u001B[Fи".padEnd(60, "и"));
    await sees(terminal, /\n> \/login Анна •{46}\n•{21,}$/u);
    expect(terminal.text()).not.toMatch(/тайна|слово|42|ии/u);
  });

  test("[TXT-6] what is no password yet is shown, and what was one is not shown when it goes", async () => {
    const { terminal } = talk();
    await sees(terminal, /\n>$/u);
    terminal.press("/register");
    await sees(terminal, /\n> \/register$/u);
    terminal.press(" тайна");
    await sees(terminal, /\n> \/register •{5}$/u);
    terminal.press("\u0015Привет");
    await sees(terminal, /\n> Привет$/u);
    expect(terminal.text()).not.toContain("тайна");
  });

  test("a dumb terminal shows what one erases, a password by its length, and says what is left", async () => {
    vi.stubEnv("TERM", "dumb");
    try {
      const { terminal, client } = talk();
      await sees(terminal, /\n>$/u);
      terminal.press("ошибкаа 👍🏽x\u007F\u007F\u007F\u007F");
      await sees(terminal, /> ошибка$/u);
      terminal.press(" лишнее\u0017ещё\r");
      await expect.poll(() => client.waiting.length).toBe(1);
      expect(client.snapshot().timelines.get(lobby)?.items.at(-1)).toMatchObject({ text: "ошибка ещё" });
      terminal.press("/login Анна секретъ\u007F");
      await sees(terminal, /> \/login Анна •{6}$/u);
      terminal.press("\u0015");
      await sees(terminal, />$/u);
    } finally {
      vi.unstubAllEnvs();
    }
  });

  test("the cursor stays where it was in the line", async () => {
    const { terminal, client } = talk();
    await sees(terminal, /\n>$/u);
    terminal.press("вот你好\u001B[D\u001B[D");
    client.hear({ name: "Борис", text: "перебью" });
    await sees(terminal, /перебью\n> вот你好$/u);
    await expect.poll(() => terminal.cursorRow()).toBe("> вот|你好");
  });

  test("nothing is ever erased: every line stays above", async () => {
    const { terminal, client } = talk();
    await sees(terminal, /\n>$/u);
    for (let count = 0; count < 30; count += 1) client.hear({ name: "Борис", text: `строка-${count}.` });
    await sees(terminal, /строка-29\.\n>$/u);
    expect(terminal.text().match(/строка-\d+\./gu)).toEqual(
      Array.from({ length: 30 }, (_, index) => `строка-${index}.`),
    );
  });

  test.each([
    ["/quit", "/quit\r"],
    ["Ctrl-C", "\u0003"],
    ["Ctrl-D", "\u0004"],
  ])("[SES-4] %s ends the session and gives the terminal back", async (_, keys) => {
    const { terminal, client, done } = talk();
    await sees(terminal, /\n>$/u);
    terminal.press(keys);
    expect(await done).toBeUndefined();
    expect(client.calls).toEqual(["quit"]);
    expect(terminal.modes.isRaw).toBe(false);
  });

  test("asks for a name until there is one", async () => {
    const terminal = new HeadlessTerminal({ columns: 60, rows: 20 });
    const answer = askPlainly({
      ...terminal.streams,
      texts,
      suggestion: "Анна",
      problem: undefined,
    });
    await sees(terminal, "Как вас зовут? (Enter – Анна)");
    terminal.press(`${"я".repeat(33)}\r`);
    await sees(terminal, "не может быть именем");
    terminal.press("\r");
    expect(await answer).toBe("Анна");
  });
});

describe("a file", () => {
  test("gets the chat, and not what is about the program", async () => {
    const client = new FakeChatClient();
    const url = "http://127.0.0.1:8765";
    const conversation = new Conversation({
      client,
      name: "Анна",
      room: lobby,
      url,
      texts,
      locale: "ru",
      clock,
    });
    const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
    const streams = { stdin, stdout, stderr };
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- streams that are not terminals
    const done = runPlainSession({
      conversation,
      settings: settings(),
      texts,
      clock,
      ...streams,
    } as unknown as Parameters<typeof runPlainSession>[0]);
    client.greet();
    client.hear({ name: "Борис", text: "Привет" });
    client.connection({ phase: "waiting", attempt: 1, retryAt: 0, reason: "Связь потеряна" });
    client.greet({ resumed: true });
    stdin.end("/foo\n");
    expect(await done).toBe(texts.pipe.undelivered(1, 1));
    expect(String(stdout.read())).toMatch(/Добро пожаловать[^]*Борис: Привет[^]*Связь есть/u);
    expect(String(stderr.read())).toMatch(/^-- Связь потеряна.*\n-- Команды \/foo нет/u);
  });
});
