import { describeWith } from "@beseda/testing/programs";
import { expect, test } from "vitest";
import { runChatProgram, talkOf } from "./harness/chat-program.ts";
import { codeIn, onServer } from "./harness/document.ts";
import { temporaryFolder } from "./harness/place.ts";
import { run } from "./harness/run.ts";
import { ServerProcess } from "./harness/server.ts";

describeWith(["python"], ([python = ""]) => {
  const page = { page: "python.md", language: "python", name: "Питон", file: "chat.py" };

  test("[PRG-11] the TCP client of docs/clients/python.md", async () => {
    const { text } = await runChatProgram({ ...page, piece: 1, start: [python, "chat.py"] });
    expect(text).toMatch(talkOf("Питон"));
  });

  test("[PRG-11] the JSON client of docs/clients/python.md", async () => {
    const { lines } = await runChatProgram({ ...page, piece: 2, start: [python, "chat.py"] });
    expect(lines[0]).toBe("welcome server Добро пожаловать в чат!");
    expect(lines).toContain("message Питон Всем привет!");
    expect(lines).toContain("message Анна пока");
    expect(lines.at(-1)).toBe("goodbye server Сессия завершена. До свидания!");
  });
});

describeWith(["go"], ([go = ""]) => {
  const page = {
    page: "go.md",
    language: "go",
    name: "Гофер",
    file: "chat.go",
    build: [go, "build", "-o", "chat", "chat.go"],
    start: ["./chat"],
  } as const;

  test("[PRG-11] the TCP client of docs/clients/go.md", async () => {
    const { text } = await runChatProgram({ ...page, piece: 0 });
    expect(text).toMatch(talkOf("Гофер"));
  });

  test("[PRG-11] the JSON client of docs/clients/go.md", async () => {
    const { lines } = await runChatProgram({ ...page, piece: 1 });
    expect(lines[0]).toBe("welcome: server: Добро пожаловать в чат!");
    expect(lines).toContain("message: Анна: пока");
    expect(lines.at(-1)).toBe("goodbye: server: Сессия завершена. До свидания!");
  });
});

describeWith(["mcs", "mono"], ([mcs = "", mono = ""]) => {
  const page = {
    page: "csharp.md",
    language: "csharp",
    name: "Шарп",
    file: "Program.cs",
    build: [mcs, "Program.cs"],
    start: [mono, "Program.exe"],
  } as const;

  test("[PRG-11] the TCP client of docs/clients/csharp.md", async () => {
    const { text } = await runChatProgram({ ...page, piece: 0 });
    expect(text).toMatch(talkOf("Шарп"));
  });

  test("[PRG-11] the WebSocket client of docs/clients/csharp.md, code 1000", async () => {
    const { text } = await runChatProgram({ ...page, piece: 1 });
    expect(text).toMatch(talkOf("Шарп"));
    expect(text).toMatch(/^1000 Сессия завершена\. До свидания!$/mu);
  });
});

// nc that waits for the server.
describeWith(["nc"], () => {
  test("[PRG-11] one line of docs/clients/nc.md, and away again", async () => {
    const [program = ""] = await codeIn("docs/clients/nc.md", "sh");
    await using folder = await temporaryFolder();
    await using server = await ServerProcess.start({ folder: folder.path });
    const { lines } = await run("sh", ["-c", onServer(program, server)]);
    expect(lines.at(-1)).toBe("Сессия завершена. До свидания!");
    const said = (await server.records()).filter(({ type }) => type === "message");
    expect(said).toEqual([expect.objectContaining({ name: "Оболочка", message: "Всем привет!" })]);
  });

  test("[PRG-11] the program of docs/clients/nc.md that answers", async () => {
    const page = { page: "nc.md", language: "sh", piece: 2, name: "Эхо", file: "chat.sh" };
    const { text } = await runChatProgram({ ...page, start: ["sh", "-c", "sh chat.sh 2>&1"] });
    expect(text).toMatch(talkOf("Эхо"));
  });
});
