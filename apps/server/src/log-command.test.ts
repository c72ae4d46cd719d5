import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLog } from "@beseda/log";
import type { RecordDraft } from "@beseda/protocol";
import { describe, expect, test } from "vitest";

const program = join(import.meta.dirname, "main.ts");

/** Runs `log …` in a process of its own. */
const log = (...args: readonly string[]): { code: number | null; out: string; err: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, "log", ...args], {
    encoding: "utf8",
    env: { ...process.env, BESEDA_LOCALE: "ru" },
  });
  return { code: status, out: stdout, err: stderr };
};

/** What a server of a version begins with. */
const startedBy =
  (version: string) =>
  (id: string): RecordDraft => ({
    type: "server-started",
    client_id: "server",
    sender: "server",
    message: "Сервер работает.",
    log: id,
    version,
  });

/** A log of a start and ten messages. */
const lived = async (): Promise<{ file: string; folder: string }> => {
  const folder = mkdtempSync(join(tmpdir(), "beseda-log-command-"));
  const file = join(folder, "messages.json");
  const opened = await openLog({
    file,
    data: join(folder, "data"),
    start: startedBy("0.1.0"),
  });
  for (let count = 0; count < 10; count += 1) {
    await opened.append([
      {
        type: "message",
        room: "lobby",
        client_id: "Client_1",
        name: "Анна",
        id: `${count}`,
        sender: "client",
        message: `Привет ${count}`,
      },
    ]);
  }
  await opened.close();
  return { file, folder };
};

const damage = (file: string): void => {
  const content = readFileSync(file);
  content.write("J", content.indexOf("Привет 4"), "latin1");
  writeFileSync(file, content);
};

describe("the command log", () => {
  test("verify prints the figures of a good log and ends with 0", async () => {
    const { file } = await lived();
    const { code, out, err } = log("verify", file);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain("11 записей");
    expect(out).toContain("Журнал в порядке");
  });

  test("[LOG-4] verify of a damaged log says where, what to do, and ends with 1", async () => {
    const { file } = await lived();
    damage(file);
    const { code, out } = log("verify", file, "--locale", "en");
    expect(code).toBe(1);
    expect(out).toMatch(/byte \d+: not what was written \(after record 5\)/u);
    expect(out).toContain(`log repair ${file} --output NEW`);
  });

  test("[LOG-4] repair keeps what can be proven, lists what was lost, and the result is good", async () => {
    const { file, folder } = await lived();
    damage(file);
    const output = join(folder, "repaired.json");
    const { code, out } = log("repair", file, "--output", output);
    expect(code).toBe(0);
    expect(out).toContain("10 записей");
    expect(out).toContain("утрачена запись 6");
    expect(log("verify", output).code).toBe(0);
    expect(log("repair", file, "--output", output)).toMatchObject({ code: 2 });
  });

  test("[LOG-11] accept lets a log go on that lost records, and only then does the server start", async () => {
    const { file, folder } = await lived();
    const data = join(folder, "data");
    const content = readFileSync(file, "utf8");
    writeFileSync(file, `${content.slice(0, content.lastIndexOf(",\n{"))}\n]\n`);
    const start = () => openLog({ file, data, start: startedBy("0.1.0") });
    await expect(start()).rejects.toMatchObject({ code: "log-cut-short" });
    const { code, out, err } = log("accept", file, "--data", data);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain("до записи 10");
    const opened = await start();
    expect(opened.lineage).toHaveLength(1);
    const busy = log("accept", file, "--data", data);
    expect([busy.code, busy.err]).toEqual([2, expect.stringContaining("открыт другим сервером")]);
    await opened.close();
    expect(log("accept", file, "--data", data).out).toContain("Принимать нечего");
  });

  test("export writes one record a line, without checks", async () => {
    const { file } = await lived();
    const { code, out } = log("export", file, "--format", "ndjson");
    expect(code).toBe(0);
    const records = out
      .trimEnd()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
    expect(records).toHaveLength(11);
    expect(records[10]).toMatchObject({ seq: 11, message: "Привет 9" });
    expect(out).not.toContain('"check"');
  });

  test("what cannot be read is one sentence, and ends with 2", () => {
    const { code, err } = log("verify", "/nowhere/messages.json");
    expect([code, err]).toEqual([2, "Файла /nowhere/messages.json нет. Укажите путь к журналу.\n"]);
  });
});
