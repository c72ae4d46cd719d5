import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import { connect as connectTls } from "node:tls";
import { describe, expect, test } from "vitest";
import { endOf } from "../../../testing/ends.ts";
import { temporaryServer, type TemporaryServer } from "../../../testing/running-server.ts";
import { TcpClient } from "../../../testing/text-client.ts";
import { until } from "../../../testing/until.ts";
import { describeReadingOf } from "./reading.contract.ts";
import { describeTextGateway } from "./text-gateway.contract.ts";

describeTextGateway({ via: "tcp", hasCodes: false, connect: TcpClient.connect.bind(TcpClient) });
describeReadingOf(TcpClient.connect.bind(TcpClient));

const typesIn = async (server: TemporaryServer): Promise<readonly string[]> =>
  (await server.records()).map(({ type }) => type);

describe("TCP lines", () => {
  test("[TXT-1] end with \\r\\n as well as with \\n", async () => {
    await using server = await temporaryServer();
    await using anna = await TcpClient.connect(server);
    anna.sendBytes(Buffer.from("раз\r\nдва\n\r\nтри\r\n"));
    await anna.sees(/Client_1: три$/u);
    expect((await server.records()).map(({ message }) => message).slice(-3)).toEqual(["раз", "два", "три"]);
  });

  test("[TXT-1] may come byte by byte", async () => {
    await using server = await temporaryServer();
    await using anna = await TcpClient.connect(server);
    for (const byte of Buffer.from("привет\n")) {
      anna.sendBytes(Buffer.from([byte]));
      await new Promise(setImmediate);
    }
    expect(await anna.sees("привет")).toMatch(/Client_1: привет$/u);
  });

  test("a peer that closes its side first gets every answer, then the farewell", async () => {
    await using server = await temporaryServer();
    await using anna = await TcpClient.dial(server);
    anna.sendBytes(Buffer.from("раз\n/ping\nбез конца строки"));
    anna.leave();
    await anna.closed;
    expect(anna.lines.slice(5)).toEqual([
      expect.stringContaining("Принято"),
      expect.stringContaining("раз"),
      "Сервер отвечает.",
      expect.stringContaining("Принято"),
      expect.stringContaining("без конца строки"),
      "Сессия завершена. До свидания!",
    ]);
    expect(await endOf(server, "Client_1")).toMatchObject({ code: 1000, status: "normal" });
  });

  test("an HTTP request is refused at once, nothing of it is said, and there is no session", async () => {
    await using server = await temporaryServer();
    await using browser = TcpClient.begin(server, "POST / HTTP/1.1\r\nHost: x\r\n\r\nпривет\n/nick Вор\n");
    await browser.closed;
    const [status, ...answer] = browser.lines.map((line) => line.trimEnd());
    expect(status).toBe("HTTP/1.1 400 Bad Request");
    expect(answer).toContain("Connection: close");
    expect(answer.at(-1)).toContain(`Откройте http://127.0.0.1:${server.port} в браузере.`);
    expect(await typesIn(server)).toEqual(["server-started"]);
  });

  test.each([100, 8100, 60_000, 70_000, 300_000])(
    "an HTTP request is refused however long its first line is: %i bytes",
    async (length) => {
      await using server = await temporaryServer();
      const request = `GET /${"x".repeat(length)} HTTP/1.1\r\nHost: x\r\n\r\nпривет\n`;
      await using browser = TcpClient.begin(server, request);
      await browser.closed;
      expect(browser.lines[0]?.trimEnd()).toBe("HTTP/1.1 400 Bad Request");
      expect(await typesIn(server)).toEqual(["server-started"]);
    },
  );

  test("a request whose first line comes slowly is waited for, and refused as one", async () => {
    await using server = await temporaryServer();
    await using browser = TcpClient.begin(server, `GET /${"x".repeat(9000)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    browser.sendBytes(Buffer.from(" HTTP/1.1\r\nHost: x\r\n\r\nпривет\n"));
    await browser.closed;
    expect(browser.lines[0]?.trimEnd()).toBe("HTTP/1.1 400 Bad Request");
    expect(await typesIn(server)).toEqual(["server-started"]);
  });

  test("a TLS handshake is refused with an alert, and an SSH client with a sentence", async () => {
    await using server = await temporaryServer();
    const socket = connectTls({ port: server.tcpPort, host: "127.0.0.1", rejectUnauthorized: false });
    const [failure] = (await once(socket, "error")) as [NodeJS.ErrnoException];
    expect(failure.code).toMatch(/ALERT_HANDSHAKE_FAILURE$/u);
    await using ssh = TcpClient.begin(server, "SSH-2.0-OpenSSH_9.9\r\n");
    await ssh.closed;
    expect(ssh.lines).toEqual([expect.stringMatching(/^Ошибка: .*не для SSH/u)]);
    expect(await typesIn(server)).toEqual(["server-started"]);
  });

  test("an HTTP request that comes after the greeting ends the session", async () => {
    await using server = await temporaryServer();
    await using anna = await TcpClient.connect(server);
    anna.sendBytes(Buffer.from("POST / HTTP/1.1\r\nHost: localhost\r\n\r\nпривет\n"));
    await anna.closed;
    expect(anna.lines.at(-1)).toBe("Ошибка протокола");
    expect(await endOf(server, "Client_1")).toMatchObject({ code: 1002, status: "protocol-error" });
    expect(await typesIn(server)).not.toContain("message");
  });

  test("a message that looks like HTTP is one when it is not the first line", async () => {
    await using server = await temporaryServer();
    await using anna = await TcpClient.connect(server);
    await anna.ask("раз", "Client_1: раз");
    expect(await anna.ask("GET / HTTP/1.1", "GET")).toMatch(/Client_1: GET \/ HTTP\/1\.1$/u);
  });

  test("[SES-3] a program that decodes each 1,024 bytes by themselves never meets half a letter of the history", async () => {
    await using server = await temporaryServer();
    await using anna = await TcpClient.connect(server, { name: "Анна" });
    const words = Array.from({ length: 60 }, (_, index) =>
      `слово номер ${index} `.repeat(1 + (index % 7)).trim(),
    );
    anna.type(...words, "щ".repeat(4000));
    await anna.sees("щщщ");
    // A full read is pieces that arrived together: this machine had no time for the program, which proves
    // nothing.
    const attempts = Array.from({ length: 30 });
    let { seen, failures, isLate } = await readBy1024(server);
    for (const _ of attempts) if (isLate) ({ seen, failures, isLate } = await readBy1024(server));
    expect(isLate).toBe(false);
    expect(failures).toEqual([]);
    for (const word of words.slice(-49)) expect(seen).toContain(`Анна: ${word}\n`);
    expect(seen.split("\n").filter((line) => line.includes("Анна: ")).length).toBe(50);
  });

  test("[TXT-7] what is said while a long line is on its way never comes into the middle of it", async () => {
    await using server = await temporaryServer();
    await using anna = await TcpClient.connect(server, { name: "Анна" });
    await anna.ask("щ".repeat(4000), "щщщ");
    await using boris = await TcpClient.connect(server, { name: "Борис" });
    const talk = setInterval(() => anna.type("слово"), 2);
    for (let count = 0; count < 5; count += 1) {
      const from = boris.lines.length;
      boris.type("/history 200");
      await boris.sees("Последнее в #lobby", from);
      await boris.sees(/Анна: щ+$/u, from);
    }
    clearInterval(talk);
    const long = boris.lines.filter((line) => line.includes("щщ"));
    expect(long.length).toBeGreaterThanOrEqual(6);
    for (const line of long) expect(line).toMatch(/^\[[\d:]+\] Анна: щ{4000}$/u);
  });

  test("[SES-7] a peer that breaks off while the server stops does not spoil the stop", async () => {
    await using server = await temporaryServer();
    await using anna = await TcpClient.connect(server);
    anna.stall();
    const stopped = server.stop();
    const log = join(dirname(server.data), "messages.json");
    await until(
      () => "the last record",
      async () => (await readFile(log, "utf8")).includes('"server-stopped"'),
    );
    // From here on only the peers are waited for.
    await new Promise((resolve) => setTimeout(resolve, 100));
    anna.vanish();
    await expect(stopped).resolves.toBeUndefined();
  });

  test("[SES-6] half a line and silence is closed by a deadline, with a line that says so", async () => {
    await using server = await temporaryServer({ heartbeatMs: 60 });
    await using anna = await TcpClient.connect(server);
    await using boris = await TcpClient.connect(server);
    // A text would end at the pause; half a command does not.
    anna.sendBytes(Buffer.from("/msg Борис полстро"));
    await anna.closed;
    expect(anna.lines.at(-1)).toBe("Нет ответа вовремя");
    expect(await endOf(server, "Client_1")).toMatchObject({ code: 4005, status: "timeout" });
    // Silence between two lines means a person who reads.
    await boris.ask("я здесь", "Client_2: я здесь");
  });

  test("[SES-6] a line that comes a byte at a time for ever is closed by the same deadline", async () => {
    await using server = await temporaryServer({ heartbeatMs: 60 });
    await using anna = await TcpClient.connect(server);
    const drip = setInterval(() => anna.sendBytes(Buffer.from("x")), 20);
    await anna.closed;
    clearInterval(drip);
    expect(await endOf(server, "Client_1")).toMatchObject({ status: "timeout" });
  });

  test.runIf(process.platform === "linux")(
    "[SES-6] the system asks an idle peer after 20 s whether it is there",
    async () => {
      await using server = await temporaryServer();
      await using _anna = await TcpClient.connect(server);
      const port = server.tcpPort.toString(16).toUpperCase().padStart(4, "0");
      const timer = await until(
        () => "a keep-alive timer",
        async () => {
          const rows = (await readFile("/proc/net/tcp", "utf8"))
            .split("\n")
            .map((row) => row.trim().split(/\s+/u));
          const row = rows.find(([, local, , state]) => local?.endsWith(`:${port}`) && state === "01");
          const [kind, ticks] = row?.[5]?.split(":") ?? [];
          // Kind 2 is keep-alive; its time is in hundredths of a second.
          return kind === "02" && Number.parseInt(ticks ?? "", 16);
        },
      );
      expect(timer).toBeLessThanOrEqual(2000);
      expect(timer).toBeGreaterThan(1000);
    },
  );
});

/** Returns the text read by a newcomer that decodes each 1,024 bytes separately. */
const readBy1024 = async (
  server: TemporaryServer,
): Promise<{ readonly seen: string; readonly failures: readonly unknown[]; readonly isLate: boolean }> => {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const failures: unknown[] = [];
  let seen = "";
  let isLate = false;
  let isOver = false;
  const socket = connect({
    port: server.tcpPort,
    host: "127.0.0.1",
    onread: {
      buffer: Buffer.alloc(1024),
      callback: (length, buffer) => {
        isLate ||= length === buffer.length;
        try {
          seen += decoder.decode(buffer.subarray(0, length));
        } catch (error) {
          failures.push(error);
        }
        isOver ||= seen.includes(`${"щ".repeat(4000)}\n`);
        return true;
      },
    },
  });
  await until(
    () => `the last message behind ${seen.length} characters`,
    () => isOver || (isLate && failures.length > 0),
  );
  socket.destroy();
  return { seen, failures, isLate };
};
