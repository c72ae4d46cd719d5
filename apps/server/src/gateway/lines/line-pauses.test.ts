import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { endOf } from "../../../testing/ends.ts";
import { temporaryServer } from "../../../testing/running-server.ts";
import { TcpClient } from "../../../testing/text-client.ts";

/** A pause longer than the one that ends a line. */
const pauseMs = 300;

const bytes = (text: string): Buffer => Buffer.from(text, "utf8");

describe("a program that ends no line", () => {
  test("[PRG-1] says each text that it sends, also «name: text» and what comes in two pieces within a letter", async () => {
    await using server = await temporaryServer();
    await using anna = TcpClient.begin(server, "Анна: привет");
    await anna.sees(/Client_1: Анна: привет$/u);
    const letters = bytes("как дела?");
    anna.sendBytes(letters.subarray(0, 3));
    await sleep(pauseMs);
    anna.sendBytes(letters.subarray(3));
    expect(await anna.sees("как дела")).toMatch(/Client_1: как дела\?$/u);
  });

  test("[PRG-1] is told that a text is not UTF-8, and goes on", async () => {
    await using server = await temporaryServer();
    await using anna = TcpClient.begin(server, "раз");
    await anna.sees(/Client_1: раз$/u);
    anna.sendBytes(Buffer.from([0xef, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]));
    expect(await anna.sees("не UTF-8")).toContain("Ошибка");
  });
});

describe("a pause ends no line", () => {
  const cut = async (client: TcpClient, first: string, second: string): Promise<void> => {
    client.sendBytes(bytes(first));
    await sleep(pauseMs);
    client.sendBytes(bytes(second));
  };

  test.each(["/login Анна очень-тай", " /login Анна очень-тай", "\u200B/register очень-тай"])(
    "[PRG-1] that begins with a command: %j",
    async (beginning) => {
      await using server = await temporaryServer();
      await using anna = await TcpClient.dial(server);
      await anna.sees("#lobby");
      await cut(anna, beginning, "ный-пароль\n");
      await anna.ask("/ping", "Сервер отвечает.");
      expect((await server.records()).filter(({ type }) => type === "message")).toEqual([]);
    },
  );

  test("[PRG-1] of who has ended one line", async () => {
    await using server = await temporaryServer();
    await using anna = await TcpClient.connect(server);
    await anna.ask("раз", /Client_1: раз$/u);
    await cut(anna, "два ", "три\n");
    expect(await anna.sees("два")).toMatch(/Client_1: два три$/u);
  });

  test("[PRG-1] of who types letter by letter", async () => {
    await using server = await temporaryServer();
    await using anna = await TcpClient.dial(server);
    await anna.sees("#lobby");
    anna.sendBytes(bytes("д"));
    await sleep(50);
    await cut(anna, "а, ", "конечно\n");
    expect(await anna.sees("да, ")).toMatch(/Client_1: да, конечно$/u);
  });

  test("[PRG-1] [PRG-2] of a telnet program, whose negotiation is refused and is no text", async () => {
    await using server = await temporaryServer();
    await using anna = await TcpClient.dial(server);
    const answers: Buffer[] = [];
    anna.socket.setEncoding("latin1");
    anna.socket.on("data", (text: string) => answers.push(Buffer.from(text, "latin1")));
    const [iac, will, does, echo, size] = [0xff, 0xfb, 0xfd, 0x01, 0x1f];
    anna.sendBytes(Buffer.from([iac, will, size, iac, does]));
    anna.sendBytes(Buffer.from([echo, iac, 0xfa, size, 0, 80, 0, 24, iac, 0xf0]));
    await cut(anna, "при", "вет\r\0");
    await anna.sees(bytes("привет").toString("latin1"));
    expect(Buffer.concat(answers).includes(Buffer.from([iac, 0xfe, size]))).toBe(true);
    expect(Buffer.concat(answers).includes(Buffer.from([iac, 0xfc, echo]))).toBe(true);
    expect((await server.records()).at(-1)?.message).toBe("привет");
  });

  test("[PRG-2] what is asked for again is not refused again, and who does nothing but ask is closed", async () => {
    await using server = await temporaryServer();
    const boris = await TcpClient.dial(server);
    await boris.sees("#lobby");
    let answered = 0;
    boris.socket.on("data", (text: string) => (answered += text.length));
    boris.sendBytes(Buffer.concat(Array(2000).fill(Buffer.from([0xff, 0xfd, 0x03]))));
    await boris.ask("я тут", "я тут");
    expect(answered).toBeLessThan(200);
    boris.sendBytes(Buffer.concat(Array(20_000).fill(Buffer.from([0xff, 0xfd, 0x03]))));
    await boris.closed;
    expect((await endOf(server, "Client_1")).status).toBe("rate-limited");
  });

  test.each([
    ["an option of who has negotiated nothing", [0xff, 0xfa, 0x41]],
    ["an option that is never ended", [0xff, 0xfb, 0x1f, 0xff, 0xfa, 0x18, 0, 1, 2, 3, 4, 5, 6, 7]],
    ["a newline for an option", [0xff, 0xfd]],
  ])("[PRG-2] and no line goes under in %s", async (_, beginning) => {
    await using server = await temporaryServer();
    await using anna = await TcpClient.dial(server);
    await anna.sees("#lobby");
    anna.sendBytes(Buffer.concat([Buffer.from(beginning), bytes("\n/help mark\n")]));
    expect(await anna.sees("mark")).toContain("mark");
  });

  test("[PRG-1] at a log-in prompt", async () => {
    await using server = await temporaryServer({ settings: { access: "guests-off" } });
    await using anna = TcpClient.begin(server, "Анна");
    await anna.sees("/login");
    const from = anna.lines.length;
    await cut(anna, "мой пар", "оль\n");
    await anna.sees("/login", from);
    expect(anna.lines.slice(from)).toHaveLength(1);
  });
});
