import { FakeChatClient, someone } from "@beseda/client/testing";
import { lobby } from "@beseda/protocol";
import { afterEach, describe, expect, test } from "vitest";
import { Conversation } from "../conversation/conversation.ts";
import { createClock } from "../format/clock.ts";
import { cliTextsOf } from "../locale/texts.ts";
import { HeadlessTerminal, type Size } from "../../testing/headless-terminal.ts";
import { openScreen, type Screen } from "./screen.tsx";

const texts = cliTextsOf("ru");
const clock = createClock("ru", "UTC");
const wide: Size = { columns: 80, rows: 24 };

const open: Conversation[] = [];
afterEach(async () => {
  for (const conversation of open.splice(0)) {
    conversation.end();
    await conversation.ended;
  }
});

const pauses: (() => void)[] = [];
/** Stops as if the program were stopped, until a test lets it continue. */
const pause = (): Promise<void> => new Promise((resolve) => pauses.push(resolve));

const sit = (size = wide, drawnClock = clock): Seat => {
  const terminal = new HeadlessTerminal(size);
  return { terminal, screen: openScreen({ ...terminal.streams, pause }, { texts, clock: drawnClock }) };
};

interface Seat {
  readonly terminal: HeadlessTerminal;
  readonly screen: Screen;
}

const talk = (size = wide, drawnClock = clock) => {
  const { terminal, screen } = sit(size, drawnClock);
  const client = new FakeChatClient();
  const url = "http://127.0.0.1:8765";
  const options = {
    client,
    name: "Анна",
    room: lobby,
    url,
    texts,
    locale: "ru",
    clock,
    farewellMs: 50,
  } as const;
  const conversation = new Conversation(options);
  open.push(conversation);
  const shown = screen.show(conversation);
  client.greet();
  return { terminal, client, conversation, shown };
};

type Talk = ReturnType<typeof talk>;

const sees = (terminal: HeadlessTerminal, part: string | RegExp) =>
  expect.poll(() => terminal.text()).toMatch(part);

/** Says a line, and plays the server that accepts it. */
const say = async ({ terminal, client }: Talk, text: string): Promise<void> => {
  terminal.press(`${text}\r`);
  await expect.poll(() => client.waiting.length).toBe(1);
  client.acknowledge();
};

/** Waits until the terminal is given back, which happens piece by piece: its unseen modes count too. */
const isGivenBack = (terminal: HeadlessTerminal) =>
  expect.poll(() => terminal.modes).toEqual({ isRaw: false, pastesInBrackets: false });
const isTaken = (terminal: HeadlessTerminal) =>
  expect.poll(() => terminal.modes).toEqual({ isRaw: true, pastesInBrackets: true });
const seesNo = (terminal: HeadlessTerminal, part: string) =>
  expect.poll(() => terminal.text()).not.toContain(part);

const times = (text: string, part: string): number => text.split(part).length - 1;

describe("the drawn chat", () => {
  test("[SES-1] shows the greeting, what is said, and where one is", async () => {
    const { terminal, client } = talk();
    client.hear({ name: "Борис", text: "Привет!", time: "2026-11-21T13:45:00.000Z" });
    await sees(terminal, /Добро пожаловать в чат!\n\s+Вы – Анна \(Client_1\)/u);
    await sees(terminal, /── суббота, 21 ноября 2026/u);
    await sees(terminal, /13:45 {6}Борис Привет!/u);
    await expect.poll(() => terminal.text()).toMatch(/● #lobby · 3 человека · на связи/u);
  });

  test("[SES-2] an own message is … at first, then ✓ with its number, once", async () => {
    const { terminal, client } = talk();
    await sees(terminal, "Анна ›");
    terminal.press("Всем привет\r");
    await sees(terminal, /… Всем привет\nАнна ›\n● #lobby.* 1 не отправлено/u);
    client.acknowledge();
    await sees(terminal, /Анна Всем привет ✓ #1\n\nАнна ›\n●/u);
    expect(terminal.text()).not.toContain("…");
    expect(times(terminal.text(), "Всем привет")).toBe(1);
  });

  test("[DEL-9] who types is told at the bottom, and nothing moves for it", async () => {
    const { terminal, client } = talk();
    await sees(terminal, "на связи");
    const lines = () => terminal.text().split("\n").length;
    const before = lines();
    client.typists(lobby, someone("Борис"));
    await sees(terminal, /● #lobby · 3 человека · на связи · Борис печатает…/u);
    client.typists(lobby, someone("Борис"), someone("Вера"), someone("Глеб"));
    await sees(terminal, "Борис, Вера и ещё 1 печатают…");
    expect(lines()).toBe(before);
    client.typists(lobby);
    await seesNo(terminal, "печат");
  });

  test("[DEL-9] that one types is told as one types", async () => {
    const { terminal, client } = talk();
    await sees(terminal, "Анна ›");
    terminal.press("Пр");
    await expect.poll(() => client.signals.at(-1)).toBe("typing in lobby");
    terminal.press("\u0015");
    await expect.poll(() => client.signals.at(-1)).toBe("not typing in lobby");
  });

  test("[TXT-6] a password is not seen while it is typed", async () => {
    const { terminal } = talk();
    await sees(terminal, "Анна ›");
    terminal.press("/register тайна");
    await sees(terminal, "/register •••••");
    expect(terminal.text()).not.toContain("тайна");
  });

  test("a failed message says why and what to do", async () => {
    const { terminal, client } = talk();
    terminal.press("Привет\r");
    await expect.poll(() => client.waiting.length).toBe(1);
    client.fail("Нет места.");
    await sees(terminal, /Анна Привет ! Нет места\. Отправить снова: \/retry/u);
  });

  test("what is being written is never mixed with what comes, and nothing is drawn twice", async () => {
    const { terminal, client } = talk({ columns: 80, rows: 10 });
    await sees(terminal, "Анна ›");
    const letters = Array.from("пока другие говорят, я пишу");
    for (const [index, letter] of letters.entries()) {
      terminal.press(letter);
      client.hear({ name: index % 2 === 0 ? "Борис" : "Вера", text: `слово-${index}.` });
    }
    await sees(
      terminal,
      new RegExp(`слово-${letters.length - 1}\\.\\n\\nАнна › пока другие говорят, я пишу\\n● #lobby`, "u"),
    );
    await expect.poll(() => terminal.cursorRow()).toBe("Анна › пока другие говорят, я пишу|");
    const said = terminal.text().match(/слово-\d+\./gu);
    expect(said).toEqual(letters.map((_, index) => `слово-${index}.`));
    expect(times(terminal.text(), "Анна ›")).toBe(1);
    expect(times(terminal.text(), "● #lobby")).toBe(1);
  });

  test("[DEL-4] thousands that come at one moment are all written, once, in order", async () => {
    const { terminal, client } = talk({ columns: 60, rows: 10 });
    const count = 900;
    for (let index = 0; index < count; index += 1) client.hear({ name: "Борис", text: `слово-${index}.` });
    await sees(terminal, new RegExp(`слово-${count - 1}\\.\\n\\nАнна ›\\n● #lobby`, "u"));
    const said = terminal.text().match(/слово-\d+\./gu);
    expect(said).toEqual(Array.from({ length: count }, (_, index) => `слово-${index}.`));
  });

  test("long and wide text wraps under itself", async () => {
    const { terminal, client } = talk({ columns: 40, rows: 24 });
    client.hear({ name: "Борис", text: "раз два три четыре пять шесть 你好世界你好世界 👋🏽👋🏽 конец" });
    await sees(terminal, /конец/u);
    const rows = terminal.text().split("\n");
    const first = rows.findIndex((row) => row.includes("раз два"));
    expect(rows.slice(first, first + 3)).toEqual([
      "10:45 Борис раз два три четыре пять",
      "            шесть 你好世界你好世界 👋🏽👋🏽",
      "            конец",
    ]);
  });

  test("the cursor stands where the next letter comes, also among wide ones", async () => {
    const { terminal } = talk();
    await sees(terminal, "Анна ›");
    terminal.press("你好👋🏽мир");
    await expect.poll(() => terminal.cursorRow()).toBe("Анна › 你好👋🏽мир|");
    terminal.press("\u001B[D\u001B[D\u001B[D\u001B[D");
    await expect.poll(() => terminal.cursorRow()).toBe("Анна › 你好|👋🏽мир");
    terminal.press("\u0001");
    await expect.poll(() => terminal.cursorRow()).toBe("Анна › |你好👋🏽мир");
  });

  test("[MSG-9] a command that needs a number shows what it may be about, Tab takes one, and the cursor stays in place", async () => {
    const { terminal, client } = talk();
    client.hear({ name: "Борис", text: "Где чай?" });
    client.hear({ name: "Вера", text: "В шкафу" });
    await sees(terminal, "В шкафу");
    terminal.press("/reply ");
    await sees(terminal, /#1 Борис: Где чай\?\n +#2 Вера: В шкафу\nАнна › \/reply/u);
    await expect.poll(() => terminal.cursorRow()).toBe("Анна › /reply |");
    terminal.press("\t\t");
    await expect.poll(() => terminal.cursorRow()).toBe("Анна › /reply 1 |");
    expect(terminal.text()).not.toContain("#1 Борис");
    terminal.press("\u0015/numbers on\r");
    await sees(terminal, "#2 Вера: В шкафу");
    client.hear({ name: "Борис", text: "Спасибо" });
    await sees(terminal, /Борис #3 Спасибо/u);
  });

  test("[UNR-7] what is drawn is read; Alt-A leads to what is unread in another room, behind a line", async () => {
    const { terminal, client } = talk();
    client.hear({ name: "Борис", text: "раз" });
    await expect.poll(() => client.markOf(lobby)).toBe(1);
    client.enter({ room: "сад" });
    client.hear({ name: "Вера", text: "поливай", room: "сад" });
    await sees(terminal, "#сад +1");
    terminal.press("\u001Ba");
    await sees(terminal, /── #сад ─+\n── новые сообщения ─+\n.*поливай/u);
    await expect.poll(() => client.snapshot().rooms.at(-1)?.unread).toBe(0);
    await seesNo(terminal, "+1");
  });

  test("several lines that are pasted are one message", async () => {
    const { terminal, client } = talk();
    await isTaken(terminal);
    terminal.paste("раз\n  два\u001B[31m\nтри");
    await sees(terminal, /Анна › раз\n {9}два\[31m\n {7}три\n● #lobby/u);
    terminal.press("\r");
    await expect.poll(() => client.waiting.length).toBe(1);
    const items = client.snapshot().timelines.get(lobby)?.items ?? [];
    expect(items).toMatchObject([{ text: "раз\n  два[31m\nтри" }]);
  });

  test("a server that is gone is said, the time is counted, and Enter does not wait", async () => {
    const { terminal, client } = talk();
    await sees(terminal, "на связи");
    client.connection({
      phase: "waiting",
      attempt: 1,
      retryAt: Date.now() + 600_000,
      reason: "Связь потеряна",
    });
    await sees(terminal, /Связь потеряна\. Подключаемся снова/u);
    await sees(terminal, /● #lobby · 3 человека · подключение через (?:600|5\d\d) с · Enter – сейчас/u);
    terminal.press("\r");
    await expect.poll(() => client.calls).toEqual(["reconnect now"]);
    client.greet({ resumed: true });
    await sees(terminal, /● Связь есть: ничего не пропущено\./u);
    await sees(terminal, /● #lobby · 3 человека · на связи/u);
  });

  test("a terminal that is made narrower and wider again has one prompt, and lost nothing", async () => {
    const talking = talk();
    const { terminal, client } = talking;
    await say(talking, "до");
    await sees(terminal, "до ✓ #1");
    terminal.press("недописанное");
    await sees(terminal, "› недописанное");
    for (const columns of [60, 40, 100, 80]) {
      terminal.resize({ columns, rows: 20 });
      client.hear({ name: "Борис", text: `ширина-${columns}.` });
      await sees(terminal, `ширина-${columns}.`);
      await sees(terminal, /Анна › недописанное\n● #lobby[^\n]*$/u);
    }
    expect(terminal.text().match(/ширина-\d+\./gu)).toEqual([
      "ширина-60.",
      "ширина-40.",
      "ширина-100.",
      "ширина-80.",
    ]);
    expect(times(terminal.text(), "до ✓ #1")).toBe(1);
  });

  test("[SES-4] Ctrl-C ends the session and gives the terminal back as it was", async () => {
    const { terminal, client, conversation, shown } = talk();
    await sees(terminal, "Анна ›");
    await isTaken(terminal);
    terminal.press("\u0003");
    expect(await shown).toBeUndefined();
    expect(client.calls).toEqual(["quit"]);
    expect(conversation.farewell).toBe("Сессия завершена. До свидания!");
    await isGivenBack(terminal);
    await seesNo(terminal, "Анна ›");
    await seesNo(terminal, "#lobby");
  });

  test("Ctrl-C twice does not wait for a server that does not answer", async () => {
    const { terminal, client, shown } = talk();
    client.quit = () => new Promise(() => undefined);
    await sees(terminal, "Анна ›");
    terminal.press("\u0003\u0003");
    expect(await shown).toBeUndefined();
  });

  test("when the server ends the session, it says why", async () => {
    const { terminal, client, shown } = talk();
    await sees(terminal, "Анна ›");
    client.connection({ phase: "ended", code: 4003, status: "kicked", reason: "Удалено модератором" });
    expect(await shown).toBe(texts.connection.closed("Удалено модератором"));
  });

  test("what cannot be drawn ends the program with the terminal given back", async () => {
    const brokenAt = "2026-11-21T11:11:11.000Z";
    const minute = (time: string): string => {
      if (time === brokenAt) throw new RangeError("no such time");
      return clock.minute(time);
    };
    const { terminal, client, shown } = talk(wide, { ...clock, minute });
    await sees(terminal, "Анна ›");
    client.hear({ name: "Борис", text: "когда?", time: brokenAt });
    await expect(shown).rejects.toThrow("no such time");
    await isGivenBack(terminal);
  });

  test("[TXT-3] Tab completes, /help lists, ↑ brings back", async () => {
    const { terminal, client } = talk();
    client.hear({ name: "Борис", text: "тут" });
    await sees(terminal, "тут");
    terminal.press("Бо\t");
    await sees(terminal, "Анна › Борис,");
    terminal.press("\u0015/he\t");
    await sees(terminal, "Анна › /help");
    terminal.press("\r");
    await sees(terminal, /Команды:\n\s+\/help \[КОМАНДА\] +\S/u);
    terminal.press("\u001B[A");
    await expect.poll(() => terminal.cursorRow()).toBe("Анна › /help|");
  });

  test("Ctrl-L clears what is visible, and the chat goes on", async () => {
    const { terminal, client } = talk();
    client.hear({ name: "Борис", text: "старое" });
    await sees(terminal, "старое");
    terminal.press("\u000C");
    await expect.poll(() => terminal.text()).not.toContain("старое");
    await sees(terminal, /^\n?Анна ›\n● #lobby/u);
  });
});

describe("Ctrl-Z", () => {
  test("gives the terminal away, and draws anew when the program goes on", async () => {
    const { terminal, client } = talk();
    await sees(terminal, "Анна ›");
    terminal.press("недописанное");
    await sees(terminal, "› недописанное");
    terminal.press("\u001A");
    await isGivenBack(terminal);
    await expect.poll(() => terminal.text()).not.toContain("Анна ›");
    client.hear({ name: "Борис", text: "пока стоим" });
    await expect.poll(() => pauses.length).toBe(1);
    pauses.pop()?.();
    await sees(terminal, /Борис пока стоим\n\nАнна › недописанное\n● #lobby/u);
    await isTaken(terminal);
  });
});

describe("the question for a name", () => {
  test("suggests the last one, and says what a name is", async () => {
    const { terminal, screen } = sit();
    const answer = screen.askName({ suggestion: "Анна", problem: undefined });
    await sees(terminal, /^Как вас зовут\? Enter – Анна$/u);
    terminal.press(`${"я".repeat(33)}\r`);
    await sees(terminal, /не может быть именем/u);
    terminal.press("Вера\r");
    expect(await answer).toBe("Вера");
  });

  test("Enter takes the suggestion, Ctrl-C leaves", async () => {
    const first = sit();
    const suggested = first.screen.askName({ suggestion: "Анна", problem: undefined });
    await sees(first.terminal, "Enter – Анна");
    first.terminal.press("\r");
    expect(await suggested).toBe("Анна");

    const second = sit();
    const left = second.screen.askName({ suggestion: undefined, problem: undefined });
    await sees(second.terminal, "Как вас зовут?");
    second.terminal.press("\u0003");
    expect(await left).toBeUndefined();
  });
});
