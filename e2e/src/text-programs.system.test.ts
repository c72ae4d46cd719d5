import { isOf } from "@beseda/protocol";
import { describeWith } from "@beseda/testing/programs";
import { expect, test } from "vitest";
import { codeIn, onServer } from "./harness/document.ts";
import { WebSocketLines } from "./harness/lines.ts";
import { temporaryFolder } from "./harness/place.ts";
import { run } from "./harness/run.ts";
import { ServerProcess } from "./harness/server.ts";

const time = String.raw`\d\d:\d\d:\d\d`;

// nc that ends with its input, and nc that waits for the server: both are called nc.
describeWith(["nc"], () => {
  test("[SES-4] printf 'привет\\n/quit\\n' | nc: greeting, acknowledgement, own message, farewell, and the log has it", async () => {
    await using folder = await temporaryFolder();
    await using server = await ServerProcess.start({ folder: folder.path, arguments: ["--locale", "ru"] });
    const { lines } = await run("sh", ["-c", `printf 'привет\\n/quit\\n' | nc 127.0.0.1 ${server.tcpPort}`]);
    expect(lines[0]).toBe("Добро пожаловать в чат!");
    expect(lines.slice(-3)).toEqual([
      expect.stringMatching(new RegExp(`^Принято #3 в ${time}$`, "u")),
      expect.stringMatching(new RegExp(`^\\[${time}\\] Client_1: привет$`, "u")),
      "Сессия завершена. До свидания!",
    ]);
    const records = await server.records();
    expect(records.slice(1).map(({ type, client_id, message }) => [type, client_id, message])).toEqual([
      ["connected", "Client_1", "Добро пожаловать в чат!"],
      ["message", "Client_1", "привет"],
      ["disconnected", "Client_1", "Сессия завершена. До свидания!"],
    ]);
    const [connected, , end] = records.slice(1);
    expect(end).toMatchObject({ status: "normal", code: 1000 });
    const lasted = Date.parse(end?.time ?? "") - Date.parse(connected?.time ?? "");
    const duration = end && isOf(end, "disconnected") ? end.duration_ms : -1;
    // The disk may take its time between the record of the arrival and the session.
    expect(duration).toBeGreaterThanOrEqual(0);
    expect(duration).toBeLessThan(lasted + 1000);
  });

  test("an HTTP request to the TCP port through nc says nothing", async () => {
    await using folder = await temporaryFolder();
    await using server = await ServerProcess.start({ folder: folder.path });
    const request = String.raw`POST / HTTP/1.1\r\nHost: x\r\n\r\nпривет\n`;
    const { lines } = await run("sh", ["-c", `printf '${request}' | nc 127.0.0.1 ${server.tcpPort}`]);
    // On a busy machine the request may come after the greeting: then it ends a session, and is as little said.
    expect(lines.join("\n")).toMatch(/^HTTP\/1\.1 400 |Ошибка протокола$/u);
    expect((await server.records()).map(({ type }) => type)).not.toContain("message");
  });
});

describeWith(["python"], ([python = ""]) => {
  test("[SES-4] the WebSocket client of docs/clients/python.md: ten lines, greeted, acknowledged, sees others, code 1000", async () => {
    await using folder = await temporaryFolder();
    await using server = await ServerProcess.start({ folder: folder.path });
    const [program = ""] = await codeIn("docs/clients/python.md", "python");
    expect(program.split("\n").filter((line) => line.trim() !== "").length).toBeLessThanOrEqual(10);
    await using anna = new WebSocketLines(server.url, { name: "Анна" });
    await anna.sees("#lobby");
    const meanwhile = async (): Promise<void> => {
      await anna.sees("Питон: Всем привет!");
      anna.type("пока");
    };
    const { lines, code } = await run(python, ["-c", onServer(program, server)], { meanwhile });
    expect(code).toBe(0);
    const text = lines.join("\n");
    expect(lines.slice(0, 2)).toEqual(["Добро пожаловать в чат!", "Вы Питон (Client_2) в #lobby."]);
    expect(text).toMatch(new RegExp(`^Принято #\\d+ в ${time}\n\\[${time}\\] Питон: Всем привет!$`, "mu"));
    expect(text).toMatch(new RegExp(`^\\[${time}\\] Анна: пока$`, "mu"));
    expect(lines.slice(-2)).toEqual([
      "Сессия завершена. До свидания!",
      "1000 Сессия завершена. До свидания!",
    ]);
    await anna.sees("*** Питон покидает чат");
  });
});
