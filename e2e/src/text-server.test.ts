import { join } from "node:path";
import { isOf } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import { TcpLines, WebSocketLines } from "./harness/lines.ts";
import { temporaryFolder } from "./harness/place.ts";
import { Program } from "./harness/program.ts";
import { ServerProcess } from "./harness/server.ts";
import { until } from "./harness/until.ts";

describe("a server for lines", () => {
  test("[SES-7] SIGTERM: who has nothing but lines gets a farewell line, the log the end of each session", async () => {
    await using folder = await temporaryFolder();
    await using server = await ServerProcess.start({ folder: folder.path });
    await using anna = new TcpLines(server.tcpPort);
    await using boris = new WebSocketLines(server.url, { name: "Борис", locale: "en" });
    await anna.sees("#lobby");
    await boris.sees("#lobby");
    expect(await server.stop()).toBe(0);
    await until("the closes", () => anna.close && boris.close);
    expect(anna.lines.at(-1)).toBe("Сервер останавливается. До скорой встречи!");
    expect(boris.lines.at(-1)).toBe("The server is stopping. See you soon!");
    expect(boris.close?.code).toBe(1012);
    const ends = (await server.records()).filter((record) => isOf(record, "disconnected"));
    expect(ends.map(({ status }) => status)).toEqual(["server-stopped", "server-stopped"]);
  });

  test("a TCP port that is busy is named, with the option that chooses another", async () => {
    await using folder = await temporaryFolder();
    await using server = await ServerProcess.start({ folder: folder.path });
    const files = ["--log", join(folder.path, "b.json"), "--data", join(folder.path, "b")];
    const ports = ["--port", "0", "--tcp-port", String(server.tcpPort)];
    await using program = new Program(["apps/server/src/start.js", ...files, ...ports]);
    expect(await program.exited()).toBe(69);
    expect(program.errors.trim()).toBe(
      `Порт ${server.tcpPort} на 127.0.0.1 уже занят. Остановите другую программу или выберите другой порт: --tcp-port.`,
    );
  });

  test("the server's own diary tells who came, went and was refused, and not a word of what was said", async () => {
    await using folder = await temporaryFolder();
    await using server = await ServerProcess.start({ folder: folder.path });
    await using anna = new TcpLines(server.tcpPort);
    await anna.sees("#lobby");
    for (const line of ["тайна", "/jion x", "/msg Борис секрет", "/quit прощайте"]) anna.type(line);
    await anna.sees("До свидания");
    await server.program.says(/"disconnected"[^\n]*\n/u);
    const { output } = server.program;
    for (const told of [
      '"connected"',
      '"command":"room.direct"',
      '"refusal":"unknown-command"',
      '"refusals":{"nobody":1}',
      '"status":"normal"',
    ]) {
      expect(output).toContain(told);
    }
    expect(output).not.toMatch(/тайна|секрет|прощайте/u);
  });
});
