import { setTimeout as sleep } from "node:timers/promises";
import { isOf } from "@beseda/protocol";
import { forbiddenIn, hostileTexts } from "@beseda/protocol/testing";
import { describe, expect, test } from "vitest";
import { endOf, endsIn } from "../../../testing/ends.ts";
import { NarrowDisk } from "../../../testing/narrow-disk.ts";
import { registered } from "../../../testing/registered.ts";
import { generousFrameRates } from "../../../testing/generous-rates.ts";
import { temporaryServer, type TemporaryServer } from "../../../testing/running-server.ts";
import type { TextClient, TextClientOptions } from "../../../testing/text-client.ts";
import { until } from "../../../testing/until.ts";

/** One of the two text gateways, with a client for it. */
export interface TextGatewayUnderTest {
  readonly via: "text" | "tcp";
  readonly connect: (server: TemporaryServer, options?: TextClientOptions) => Promise<TextClient>;
  /** Whether a close of this gateway has a code and a reason. */
  readonly hasCodes: boolean;
}

const saidIn = (lines: readonly string[]): readonly string[] =>
  lines.filter((line) => /^\[\d\d:\d\d:\d\d\] [^*]/u.test(line));

/** The contract of both text gateways. */
export const describeTextGateway = ({ via, connect, hasCodes }: TextGatewayUnderTest): void => {
  describe("the greeting", () => {
    test("[SES-1] says who one is, how to get help and where the log is; the others are told", async () => {
      await using server = await temporaryServer();
      await using anna = await connect(server, { name: "Анна" });
      await using boris = await connect(server);
      await boris.sees("В журнале #");
      expect(boris.lines.slice(0, 4)).toEqual([
        "Добро пожаловать в чат!",
        "Вы Client_2 в #lobby.",
        expect.stringContaining("/help"),
        expect.stringMatching(/^В журнале #\d+: .*не больше 4000 знаков\.$/u),
      ]);
      await anna.sees(/^\[\d\d:\d\d:\d\d\] \*\*\* Client_2 теперь в чате$/u);
      const connected = (await server.records()).find((record) => isOf(record, "connected"));
      expect(connected).toMatchObject({ via, message: "Добро пожаловать в чат!" });
    });

    test("[SES-3] a newcomer gets the newest records of the lobby, then what comes: no gap, no repeat", async () => {
      await using server = await temporaryServer();
      await using anna = await connect(server, { name: "Анна" });
      const words = Array.from({ length: 160 }, (_, index) => `слово ${index}.`);
      anna.type(...words.slice(0, 80));
      await anna.sees("слово 79.");
      anna.type(...words.slice(80));
      await using boris = await connect(server);
      await boris.sees("слово 159.");
      const heard = saidIn(boris.lines).map((line) => line.replace(/^.*: /u, ""));
      expect(heard).toEqual(words.slice(-heard.length));
      expect(heard.length).toBeGreaterThanOrEqual(45);
    });
  });

  test("[SES-3] who only comes and goes pushes no message out of what a newcomer gets", async () => {
    await using server = await temporaryServer();
    await using anna = await connect(server, { name: "Анна" });
    await anna.ask("доброе утро", "Анна: доброе утро");
    for (let count = 0; count < 40; count += 1) {
      await using _visitor = await connect(server);
    }
    await using boris = await connect(server);
    expect(await boris.sees("доброе утро")).toMatch(/Анна: доброе утро$/u);
  });

  describe("a message", () => {
    test("[SES-2] [TXT-2] is acknowledged with #seq and time, then comes to everybody, the sender too", async () => {
      await using server = await temporaryServer();
      await using anna = await connect(server, { name: "Анна" });
      await using boris = await connect(server, { name: "Борис" });
      const from = anna.lines.length;
      anna.type("Привет!");
      await anna.sees("Анна: Привет!");
      const record = (await server.records()).find((found) => found.message === "Привет!");
      const time = /\d\d:\d\d:\d\d/u;
      const own = anna.lines.slice(from).filter((line) => !line.includes("***"));
      expect(own).toEqual([
        expect.stringMatching(new RegExp(`^Принято #${record?.seq} в ${time.source}$`, "u")),
        expect.stringMatching(new RegExp(`^\\[${time.source}\\] Анна: Привет!$`, "u")),
      ]);
      expect(await boris.sees("Привет!")).toBe(own[1]);
    });

    test("[DEL-2] many at once keep their order, each acknowledged once and before it comes back", async () => {
      await using server = await temporaryServer();
      await using anna = await connect(server, { name: "Анна" });
      const words = Array.from({ length: 500 }, (_, index) => `слово ${index}.`);
      const from = anna.lines.length;
      anna.type(...words);
      await anna.sees("слово 499.");
      const heard = anna.lines.slice(from).filter((line) => !line.includes("***"));
      expect(heard).toHaveLength(1000);
      for (const [index, word] of words.entries()) {
        expect(heard[2 * index]).toMatch(/^Принято #\d+ в/u);
        expect(heard[2 * index + 1]).toContain(`Анна: ${word}`);
      }
    });

    test("[TXT-1] // says a line that begins with /", async () => {
      await using server = await temporaryServer();
      await using anna = await connect(server, { name: "Анна" });
      anna.type("//quit — так выходят");
      expect(await anna.sees("/quit")).toMatch(/Анна: \/quit — так выходят$/u);
    });

    test("[PRG-4] that may be a name is said, and its author is told how to take it as one, once", async () => {
      await using server = await temporaryServer();
      await using someone = await connect(server);
      expect(await someone.ask("Анна", "/nick")).toBe("Это сказано всем. Если это ваше имя: /nick Анна");
      const from = someone.lines.length;
      await someone.ask("Борис", "Client_1: Борис");
      await someone.ask("/ping", "Сервер отвечает.");
      expect(someone.lines.slice(from).join("\n")).not.toContain("/nick");
    });

    test("[PRG-4] is the name of who has none where the server was started so, and nobody else's", async () => {
      await using server = await temporaryServer({ settings: { firstLine: "name" } });
      await using someone = await connect(server);
      await someone.ask("Анна", "Теперь вы Анна");
      await someone.ask("Борис", "Анна: Борис");
      await using other = await connect(server);
      await other.ask("/ping", "Сервер отвечает.");
      expect(await other.ask("Вера", /Client_2/u)).toMatch(/Client_2: Вера$/u);
    });

    test("[PRG-5] that is how programs end a chat is asked about, and said when it comes again", async () => {
      await using server = await temporaryServer();
      await using anna = await connect(server, { name: "Анна" });
      for (const word of ["exit", "Выход"]) {
        expect(await anna.ask(word, "/quit")).toContain(`«${word}» никому не сказано`);
        await anna.ask(word, `Анна: ${word}`);
      }
      await anna.ask("exit", "/quit");
      await anna.ask("потом", "Анна: потом");
      await anna.ask("exit", "/quit");
    });

    test("[TXT-1] that is not UTF-8 is refused in a line, and the session goes on", async () => {
      await using server = await temporaryServer();
      await using anna = await connect(server, { name: "Анна" });
      anna.sendBytes(Buffer.from([0xd0, 0xff, 0x0a]));
      await anna.sees("Ошибка: Эта строка — не UTF-8");
      await anna.ask("дальше", "Анна: дальше");
      expect((await server.records()).filter(({ type }) => type === "message")).toHaveLength(1);
    });

    test("[CLI-3] that is a command behind a blank is one, and what looks like a command with a password is asked about", async () => {
      await using server = await temporaryServer();
      await using anna = await connect(server, { name: "Анна" });
      await anna.ask(" \u200B/register очень-тайный-пароль", "Имя Анна теперь ваше");
      await anna.ask(".login Анна очень-тайный-пароль", "Ошибка: Похоже на команду с паролем");
      await anna.ask("дальше", "Анна: дальше");
      await anna.ask("!вход в метро закрыт", "Ошибка: Похоже на команду с паролем");
      await anna.ask("!вход в метро закрыт", "Анна: !вход в метро закрыт");
      const said = (await server.records()).filter(({ type }) => type === "message");
      expect(said.map(({ message }) => message)).toEqual(["дальше", "!вход в метро закрыт"]);
    });

    test("over the limit is refused with its length, and the session goes on", async () => {
      await using server = await temporaryServer();
      await using anna = await connect(server, { name: "Анна" });
      await anna.ask("я".repeat(4001), "Ошибка: Получилось 4001 знак, а в сообщении их не больше 4000");
      expect(await anna.ask("я".repeat(4000), "Анна: яяя")).toMatch(/ я{4000}$/u);
    });

    test("controls and escapes never reach another terminal", async () => {
      await using server = await temporaryServer();
      await using anna = await connect(server);
      await using boris = await connect(server);
      anna.type("/nick А\u001B[1mн\u0007на\u202E", "\u001B]0;вор\u0007\u001B[2Jпривет\u0000\u009B1m");
      await boris.sees("А[1mнна: ]0;вор[2Jпривет1m");
      // oxlint-disable-next-line no-control-regex -- the pattern exists to name control characters
      expect(boris.lines.join("")).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u202E]/u);
    });

    test("[TXT-7] nothing that people write anywhere becomes a line of somebody else", async () => {
      await using server = await temporaryServer();
      await using vera = await registered(server, "Вера");
      await using anna = await registered(server, "Анна");
      const room = "двор";
      await anna.ask("room.create", { room });
      await vera.ask("room.join", { room });
      await using boris = await connect(server, { name: "Борис" });
      await boris.ask(`/join ${room}`, "Теперь вы пишете");
      for (const text of hostileTexts) {
        const written = [
          anna.ask("message.send", { id: crypto.randomUUID(), room, text }),
          anna.ask("message.send", { id: crypto.randomUUID(), room, text, action: true }),
          anna.ask("room.topic", { room, topic: text }),
          anna.ask("room.title", { room, title: text }),
          anna.ask("moderation.mute", { room, name: "Вера", reason: text }),
          anna.ask("session.rename", { name: text.slice(0, 30) }),
        ];
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        await Promise.allSettled(written);
        // oxlint-disable-next-line no-await-in-loop -- likewise
        await anna.ask("session.rename", { name: "Анна" });
      }
      const [farewell = ""] = hostileTexts;
      await anna.ask("session.quit", { farewell }).catch(() => undefined);
      await boris.sees("*** Анна покидает чат");
      await boris.ask("/topic", "Тема");
      await boris.ask("/rooms", "двор");
      await boris.ask("/history 50", "Последн");
      await boris.ask("/time", "Сейчас");
      const ofServer = /^(?:[А-Я]|\d+ комнат|---| {2}#|#)/u;
      const said = /^\[\d\d:\d\d:\d\d\] (?:\*\*\* |\* Анна |Анна: |«?а[^:]*»?: )|^ {2}\| /u;
      for (const line of boris.lines) {
        expect(forbiddenIn(line)).toBeUndefined();
        expect(line).not.toMatch(/^(?:Борис|Ошибка): /u);
        expect(line).toMatch(line.startsWith("[") || line.startsWith("  |") ? said : ofServer);
      }
    });
  });

  describe("a command", () => {
    test("[TXT-4] that does not exist or does not fit is answered with what to type", async () => {
      await using server = await temporaryServer();
      await using anna = await connect(server);
      await anna.ask("/jion книги", "Ошибка: Команды /jion нет. Может быть, /join? Список команд: /help");
      await anna.ask("/etc/hosts", "С // в начале строка уйдёт как текст.");
      await anna.ask("/nick", "Ошибка: Надо так: /nick ИМЯ — взять другое имя. Например: /nick Анна");
      await anna.ask("/msg Вера привет", "Ошибка: Сейчас здесь нет никого с именем «Вера»");
      await anna.ask("/part", "Ошибка: Общую комнату покинуть нельзя");
      expect(await anna.ask("ещё здесь", "ещё")).toMatch(/Client_1: ещё здесь$/u);
    });

    test("[TXT-3] /help lists the commands, and tells about one", async () => {
      await using server = await temporaryServer();
      await using anna = await connect(server);
      await anna.ask("/help", "/quit [СЛОВА]");
      expect(await anna.ask("/help nick", "ИМЯ —")).toBe("/nick ИМЯ — взять другое имя.");
    });

    test("[TXT-3] /nick, /who", async () => {
      await using server = await temporaryServer();
      await using anna = await connect(server);
      await using boris = await connect(server, { name: "Борис" });
      await anna.ask("/nick Анна", "Теперь вы Анна.");
      await boris.sees("*** Client_1 теперь Анна");
      await anna.ask("/nick БОРИС", "Ошибка: Имя «БОРИС» занято. Выберите другое.");
      const people = await anna.ask("/who", "человека");
      expect(people).toBe("В #lobby 2 человека: Анна (Client_1), Борис (Client_2)");
    });

    test("[TXT-3] /rooms, /join, /topic, /part; lines of other rooms begin with the room", async () => {
      await using server = await temporaryServer();
      await using anna = await connect(server, { name: "Анна" });
      await using boris = await connect(server, { name: "Борис" });
      await anna.ask("/join книги", "Теперь вы пишете в #книги.");
      await anna.ask("/topic Что почитать", "Тема #книги: Что почитать");
      await anna.sees("*** Анна задаёт тему: Что почитать");
      await anna.ask("/topic", "Тема #книги: Что почитать");
      await boris.ask("/rooms", "#книги (1 человек): Что почитать");
      await boris.ask("/join #книги", "Тема #книги: Что почитать");
      await anna.sees(/^\[[\d:]+\] \*\*\* Борис входит в #книги$/u);
      await boris.ask("/part", "Теперь вы пишете в #lobby.");
      await boris.ask("в общей", /^\[[\d:]+\] Борис: в общей$/u);
      await anna.sees(/^#lobby \[[\d:]+\] Борис: в общей$/u);
      await anna.ask("только здесь", /^\[[\d:]+\] Анна: только здесь$/u);
      await anna.ask("/topic -", "У #книги нет темы.");
      await anna.sees("*** Анна убирает тему");
      await boris.ask("/who книги", "Ошибка: Вас нет в #книги");
      expect(boris.lines.join("\n")).not.toContain("только здесь");
    });

    test("[TXT-3] /msg reaches one person and nobody else", async () => {
      await using server = await temporaryServer();
      await using anna = await connect(server, { name: "Анна Каренина" });
      await using boris = await connect(server, { name: "Борис" });
      await using vera = await connect(server, { name: "Вера" });
      await anna.ask("/msg Борис по секрету", /^@Борис \[[\d:]+\] Анна Каренина: по секрету$/u);
      await boris.sees(/^@Анна Каренина \[[\d:]+\] Анна Каренина: по секрету$/u);
      await boris.ask("/msg «анна каренина» и тебе", /^Принято #\d+ в/u);
      await anna.sees(/^@Борис \[[\d:]+\] Борис: и тебе$/u);
      await vera.ask("/who @Client_1+Client_2", "Ошибка: Надо так: /who");
      await vera.ask("/rooms", "1 комната");
      await vera.ask("/since 0", "Вера");
      expect(vera.lines.join("\n")).not.toMatch(/секрет|тебе|@/u);
    });

    test("[TXT-3] /me, /history, /since, /echo", async () => {
      await using server = await temporaryServer();
      await using anna = await connect(server, { name: "Анна" });
      anna.type("раз", "два");
      await anna.ask("/me танцует", /^\[[\d:]+\] \* Анна танцует$/u);
      const from = anna.lines.length;
      await anna.ask("/history 2", "Последнее в #lobby: 2 события");
      await anna.sees("* Анна танцует", from);
      expect(saidIn(anna.lines.slice(from)).map((line) => line.slice(11))).toEqual(["Анна: два"]);
      const records = await server.records();
      const two = records.find(({ message }) => message === "два");
      await anna.ask(`/since #${two?.seq}`, "* Анна танцует");
      await anna.ask(`/since ${records.length}`, `После #${records.length} в ваших комнатах ничего не было.`);
      await anna.ask("/echo off", "Вы больше не видите собственных сообщений.");
      const quiet = anna.lines.length;
      await anna.ask("тихо", /^Принято/u);
      await anna.ask("/ping", "Сервер отвечает.");
      expect(anna.lines.slice(quiet).join("\n")).not.toContain("тихо");
      await anna.ask("/echo on", "Вы видите собственные сообщения.");
      await anna.ask("громко", "Анна: громко");
    });

    test("[HIST-4] /history #SEQ and a date show what was said around it, numbered, with a mark at it", async () => {
      await using server = await temporaryServer();
      await using anna = await connect(server, { name: "Анна" });
      for (let index = 0; index < 30; index += 1) await anna.ask(`${index} раз`, `Анна: ${index} раз`);
      const seq = (await server.records()).find(({ message }) => message === "15 раз")?.seq ?? 0;
      const from = anna.lines.length;
      await anna.ask(`/history #${seq}`, `Вокруг #${seq} в #lobby, старые сверху:`);
      await anna.sees("24 раз", from);
      const said = saidIn(anna.lines.slice(from)).map((line) => line.slice(11));
      expect(said).toHaveLength(20);
      expect(said.filter((line) => line.includes("◄"))).toEqual([`#${seq}◄ Анна: 15 раз`]);
      expect(said.at(-1)).toBe(`#${seq + 9} Анна: 24 раз`);
      await anna.ask("/history #99999", "Ошибка: Сообщения #99999 здесь для вас нет.");
      const first = (await server.records()).find((record) => "room" in record && record.room === "lobby");
      await anna.ask("/history 2020-01-01", `Вокруг #${first?.seq} в #lobby`);
      await anna.sees(`#${first?.seq}◄ *** `);
      const late = anna.lines.length;
      await anna.ask("/history 31.12.2199 13:45", "С того времени в #lobby ничего не было.");
      await anna.sees("Последнее в #lobby", late);
      await anna.ask("/history вчера", `Вокруг #${first?.seq} в #lobby`);
      await anna.ask("/history на днях", "Ошибка: Надо так: /history [N|#SEQ|ДАТА [ВРЕМЯ]]");
    });

    test("[TXT-3] /time, /lang, /ping", async () => {
      await using server = await temporaryServer();
      await using anna = await connect(server);
      await anna.ask("/time", /^Сейчас \d\d:\d\d:\d\d, \d+ \S+ \d{4} г\. \(UTC[+-]\d\d:\d\d\)\.$/u);
      await anna.ask("/lang en", "Beseda speaks English to you now.");
      await anna.ask("/ping", "The server answers.");
      await anna.ask("/nick", "Error: Type /nick NAME: take another name.");
      await using boris = await connect(server, { name: "Борис" });
      await anna.sees(/\*\*\* (?:Client_2 is now Борис|Борис is now in the chat)/u);
      expect(await boris.ask("/ping", "отвечает")).toBe("Сервер отвечает.");
    });
  });

  describe("the end of a session", () => {
    test("[SES-4] /quit: the farewell, code 1000, one record, and the others know at once", async () => {
      await using server = await temporaryServer();
      await using anna = await connect(server, { name: "Анна" });
      await using boris = await connect(server);
      anna.type("последнее", "/quit");
      const close = await anna.closed;
      expect(close).toEqual(hasCodes ? { code: 1000, reason: "Сессия завершена. До свидания!" } : {});
      expect(anna.lines.slice(-3)).toEqual([
        expect.stringContaining("Принято #"),
        expect.stringContaining("Анна: последнее"),
        "Сессия завершена. До свидания!",
      ]);
      await boris.sees("*** Анна покидает чат");
      const end = await endOf(server, "Client_1");
      expect(end).toMatchObject({
        code: 1000,
        status: "normal",
        message: "Сессия завершена. До свидания!",
      });
      expect(end.duration_ms).toBeGreaterThanOrEqual(0);
    });

    test("[SES-4] /quit with words: the others read them, the person gets the farewell", async () => {
      await using server = await temporaryServer();
      await using anna = await connect(server, { name: "Анна", locale: "en" });
      await using boris = await connect(server);
      anna.type(`/quit До завтра! ${"очень ".repeat(300)}`);
      const close = await anna.closed;
      expect(close).toEqual(hasCodes ? { code: 1000, reason: "Session ended. Goodbye!" } : {});
      expect(anna.lines.at(-1)).toBe("Session ended. Goodbye!");
      await boris.sees("*** Анна покидает чат: До завтра! очень");
    });

    test("[SES-4] a client that closes well ends normally, and all that it typed before is said", async () => {
      await using server = await temporaryServer();
      await using anna = await connect(server, { name: "Анна" });
      await using boris = await connect(server);
      anna.type("раз", "два", "три");
      anna.leave();
      await anna.closed;
      await boris.sees("Анна: три");
      await boris.sees("*** Анна покидает чат");
      expect(await endOf(server, "Client_1")).toMatchObject({ code: 1000, status: "normal" });
    });

    test("[SES-5] a connection that is cut: abnormal, and the others know at once", async () => {
      await using server = await temporaryServer();
      await using anna = await connect(server, { name: "Анна" });
      await using boris = await connect(server);
      anna.vanish();
      await boris.sees("*** Анна: связь потеряна");
      expect(await endOf(server, "Client_1")).toMatchObject({ code: 1006, status: "abnormal" });
    });

    test("[SES-7] the server stops: everybody gets a farewell line, each session its record", async () => {
      await using server = await temporaryServer();
      await using anna = await connect(server, { name: "Анна" });
      await using boris = await connect(server);
      await server.stop();
      const close = await anna.closed;
      expect(anna.lines.at(-1)).toBe("Сервер останавливается. До скорой встречи!");
      expect(close.code).toBe(hasCodes ? 1012 : undefined);
      expect(close.reason ?? "; retry-after-ms=0").toMatch(/; retry-after-ms=\d+$/u);
      await boris.closed;
      const records = await server.records();
      expect(records.at(-1)?.type).toBe("server-stopped");
      const ends = records.filter((record) => isOf(record, "disconnected"));
      expect(ends.map(({ code, status }) => ({ code, status }))).toEqual([
        { code: 1012, status: "server-stopped" },
        { code: 1012, status: "server-stopped" },
      ]);
    });

    test("[SES-5] more than 64 KiB in a line: a reason, a close, and nothing of it is said", async () => {
      await using server = await temporaryServer();
      await using anna = await connect(server, { name: "Анна" });
      anna.type("до", "x".repeat(65_537), "после");
      const close = await anna.closed;
      expect(close.code).toBe(hasCodes ? 1009 : undefined);
      expect(await endOf(server, "Client_1")).toMatchObject({ code: 1009, status: "protocol-error" });
      const said = (await server.records()).filter(({ type }) => type === "message");
      expect(said.map(({ message }) => message)).toEqual(["до"]);
    });

    test("[DEL-5] a reader that takes nothing for too long is closed as slow; the others do not notice", async () => {
      await using server = await temporaryServer({ heartbeatMs: 500, frameRates: generousFrameRates });
      await using anna = await connect(server, { name: "Анна" });
      await using boris = await connect(server, { name: "Борис" });
      anna.stall();
      // Until the system's buffers between two sockets are full, the server sees a reader that takes
      // everything and does not answer: she has to send something, or she is taken for dead. With a message
      // in every turn of the event loop, there is something to read between any two heartbeats, however long
      // a turn takes.
      const beHeard = (): void => {
        if (anna.isClosed) return;
        for (const client of [anna, boris]) client.type(" ");
        setImmediate(beHeard);
      };
      beHeard();
      const long = "ё".repeat(4000);
      for (let round = 0; round < 40 && (await endsIn(server)).length === 0; round += 1) {
        const from = boris.lines.length;
        boris.type(...Array.from({ length: 50 }, () => long), `круг ${round}.`);
        await boris.sees(`Борис: круг ${round}.`, from);
      }
      expect(await endOf(server, "Client_1")).toMatchObject({ code: 4008, status: "slow" });
      anna.goOn();
      await anna.closed;
      await boris.sees("*** Анна покидает чат");
    });

    test("[SES-6] whose lines wait for the disk is not taken for dead, however many heartbeats long", async () => {
      const disk = new NarrowDisk();
      await using server = await temporaryServer({ heartbeatMs: 300, disk: disk.disk });
      await using anna = await connect(server, { name: "Анна" });
      // Neither is a client that sends something between any two heartbeats, however long a turn takes.
      const breath = setInterval(() => (anna.isClosed ? clearInterval(breath) : anna.type(" ")), 20);
      disk.hold();
      anna.type(...Array.from({ length: 200 }, (_, index) => `слово ${index}.`));
      await sleep(1500);
      disk.letGo();
      await anna.sees("Анна: слово 199.");
      expect(anna.isClosed).toBe(false);
    });

    test("[DEL-5] a reader that was slow and goes on has lost nothing", async () => {
      // However long the test takes, she is not taken for dead.
      await using server = await temporaryServer({ heartbeatMs: 3_600_000 });
      await using anna = await connect(server, { name: "Анна" });
      await using boris = await connect(server, { name: "Борис" });
      anna.stall();
      const words = Array.from({ length: 3000 }, (_, index) => `${"ё".repeat(2000)} ${index}.`);
      boris.type("/echo off");
      for (let start = 0; start < words.length; start += 500) {
        boris.type(...words.slice(start, start + 500));
        await until(
          () => "the acknowledgements",
          () => boris.lines.length >= start + 500,
        );
      }
      anna.goOn();
      await anna.sees(" 2999.");
      const heard = saidIn(anna.lines).map((line) => /(\d+)\.$/u.exec(line)?.[1]);
      expect(heard).toEqual(words.map((_, index) => String(index)));
      await anna.ask("дошло всё", "Анна: дошло всё");
    });
  });
};
