import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  closeSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLog } from "@beseda/log";
import type { RecordDraft } from "@beseda/protocol";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ManyRuns, type Ended } from "../../testing/many-runs.ts";
import { openIdentity } from "../identity/identity.ts";

const program = join(import.meta.dirname, "../start.js");

let runs: ManyRuns;
beforeAll(() => {
  runs = new ManyRuns();
});
afterAll(() => runs[Symbol.asyncDispose]());

/** Runs `log …` in another process. */
const log = (...args: readonly string[]): Promise<Ended> =>
  runs.run({
    words: ["log", ...args],
    env: { ...process.env, BESEDA_LOCALE: "ru" },
    folder: process.cwd(),
  });

/** Returns the first record of a server of a version. */
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

const said = (message: string, id: string): RecordDraft => ({
  type: "message",
  room: "lobby",
  client_id: "Client_1",
  name: "Анна",
  id,
  sender: "client",
  message,
});

/** Creates a log of a start and ten messages. */
const lived = async (): Promise<{ file: string; folder: string }> => {
  const folder = mkdtempSync(join(tmpdir(), "beseda-log-command-"));
  const file = join(folder, "messages.json");
  const opened = await openLog({
    file,
    data: join(folder, "data"),
    start: startedBy("0.1.0"),
  });
  for (let count = 0; count < 10; count += 1) {
    await opened.append([said(`Привет ${count}`, `${count}`)]);
  }
  await opened.close();
  return { file, folder };
};

const damage = (file: string): void => {
  const content = readFileSync(file);
  content.write("J", content.indexOf("Привет 4"), "latin1");
  writeFileSync(file, content);
};

/** Runs a command whose output the disk refuses. */
const unheard = (...args: readonly string[]): { code: number | null; err: string } => {
  const full = openSync("/dev/full", "w");
  try {
    const { status, stderr } = spawnSync(process.execPath, [program, ...args], {
      encoding: "utf8",
      env: { ...process.env, BESEDA_LOCALE: "ru", LC_ALL: "ru_RU.UTF-8" },
      stdio: ["ignore", full, "pipe"],
    });
    return { code: status, err: stderr };
  } finally {
    closeSync(full);
  }
};

describe.runIf(existsSync("/dev/full"))("[OPS-3] where the answer cannot be written", () => {
  test.each(["verify", "export", "accept"])(
    "log %s says so in one sentence, and ends with 2",
    async (name) => {
      const { file, folder } = await lived();
      const { code, err } = unheard("log", name, file, "--data", join(folder, "data"));
      expect(err).toMatch(/^Ответ не удалось записать в стандартный вывод \(ENOSPC\)[^\n]+\n$/u);
      expect(code).toBe(2);
    },
  );

  test("admin says so too, and ends with 1", async () => {
    const data = mkdtempSync(join(tmpdir(), "beseda-log-command-"));
    const identity = await openIdentity({ data, log: "one", now: () => Date.now() });
    await identity.close();
    const { code, err } = unheard("admin", "accounts", "--data", data);
    expect([code, err]).toEqual([1, expect.stringMatching(/^Ответ не удалось записать[^\n]+\n$/u)]);
  });
});

describe("the command log", () => {
  test("verify prints the figures of a good log and ends with 0", async () => {
    const { file } = await lived();
    const { code, out, err } = await log("verify", file);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain("11 записей");
    expect(out).toContain("Журнал в порядке");
  });

  test("[LOG-18] redact takes a text out of a log that stays good, and says what it does not reach", async () => {
    const { file, folder } = await lived();
    const { code, out, err } = await log("redact", file, "5", "#6", "--data", join(folder, "data"));
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain("больше нет: 5–6.");
    expect(out).toContain("Не затронуты: резервные");
    expect(readFileSync(file, "utf8")).not.toMatch(/Привет [34]/u);
    expect(readFileSync(file, "utf8")).toContain("Привет 5");
    expect((await log("verify", file)).code).toBe(0);
  });

  test("[SRCH-5] redact removes the index of the search, which may have words of the text", async () => {
    const { file, folder } = await lived();
    const index = join(folder, "data", "search.sqlite");
    for (const end of ["", "-wal", "-shm"]) writeFileSync(`${index}${end}`, "");
    expect((await log("redact", file, "1", "--data", join(folder, "data"))).code).toBe(2);
    expect(existsSync(index)).toBe(true);
    expect((await log("redact", file, "5", "--data", join(folder, "data"))).code).toBe(0);
    for (const end of ["", "-wal", "-shm"]) expect(existsSync(`${index}${end}`)).toBe(false);
  });

  test.each([
    [["1"], 2, "нет сообщения 1"],
    [["77"], 2, "нет сообщения 77"],
    [["5", "60-77"], 2, "нет сообщения 60-77"],
    [["пять"], 64, "seq"],
    [["7-5"], 64, "seq"],
    [["0"], 64, "seq"],
  ] as const)("[LOG-18] redact %j: nothing is changed, and why is said", async (seqs, expected, reason) => {
    const { file, folder } = await lived();
    const before = readFileSync(file);
    const { code, err } = await log("redact", file, ...seqs, "--data", join(folder, "data"));
    expect(code).toBe(expected);
    expect(err).toContain(reason);
    expect(err.trim().split("\n")).toHaveLength(1);
    expect(readFileSync(file)).toEqual(before);
  });

  test("[LOG-18] redact takes the messages of a range, through a link, and not from a log that a server holds", async () => {
    const { file, folder } = await lived();
    const link = join(folder, "link.json");
    symlinkSync(file, link);
    const data = join(folder, "data");
    const held = await openLog({ file, data, start: startedBy("0.1.0") });
    const refused = await log("redact", link, "3-5", "--data", data);
    await held.close();
    expect([refused.code, refused.err.trim().split("\n").length]).toEqual([2, 1]);
    expect(refused.err).toContain("открыт другим сервером");
    const { code, out } = await log("redact", link, "1-3", "#7–#9", "--data", data);
    expect(code).toBe(0);
    expect(out).toContain("больше нет: 2–3, 7–9.");
    expect((await log("verify", file)).code).toBe(0);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
  });

  test("[LOG-19] redact --apply makes a copy the same, and says with its exit code what the copy lacks", async () => {
    const { file, folder } = await lived();
    const [data, copy] = [join(folder, "data"), join(folder, "copy.json")];
    copyFileSync(file, copy);
    const before = readFileSync(file);
    await log("redact", file, "5", "--data", data);
    const lacking = await log("redact", file, "--apply", copy);
    expect([lacking.code, lacking.err]).toEqual([1, ""]);
    expect(lacking.out).toContain("в ней ещё есть тексты");
    expect(readFileSync(copy)).toEqual(before);
    const grown = readFileSync(file);
    before.copy(grown, 0, 0, before.lastIndexOf("}") + 1);
    writeFileSync(copy, grown);
    const applied = await log("redact", "--apply", copy, file);
    expect([applied.code, applied.err]).toEqual([0, ""]);
    expect(applied.out).toContain(`Текста этих записей в ${copy} больше нет: 5.`);
    expect(readFileSync(copy)).toEqual(readFileSync(file));
    expect(await log("redact", "--apply", copy)).toMatchObject({ code: 0, err: "" });
    expect(await log("redact", "--apply", join(folder, "none.json"))).toMatchObject({ code: 2 });
    expect((await log("redact", file, "5", "--apply", copy)).code).toBe(64);
    expect((await log("redact", file)).code).toBe(64);
    expect((await log("redact")).code).toBe(64);
  });

  test("[LOG-21] redact --output writes the log anew without a text, and says what to do with it", async () => {
    const { file, folder } = await lived();
    const [data, output] = [join(folder, "data"), join(folder, "new.json")];
    const before = readFileSync(file);
    const text = "Привет 5";
    expect(before.toString()).toContain(text);
    const written = await log("redact", file, "7", "--output", output, "--data", data);
    expect([written.code, written.err]).toEqual([0, ""]);
    expect(written.out).toContain(`Текста этих записей в ${output} больше нет: 7.`);
    expect(written.out).toContain(`mv ${output} ${file}`);
    expect(readFileSync(file)).toEqual(before);
    expect(readFileSync(output, "utf8")).not.toContain(text);
    expect(await log("verify", output)).toMatchObject({ code: 0 });
    expect(await log("redact", file, "7", "--output", output, "--data", data)).toMatchObject({
      code: 2,
      out: "",
    });
    expect((await log("redact", file, "7", "--output", output, "--apply", "copy.json")).code).toBe(64);
  });

  test("[LOG-18] redact that is interrupted says so in a sentence, and the log is good at any moment", async () => {
    const { file, folder } = await lived();
    const data = join(folder, "data");
    const opened = await openLog({ file, data, start: startedBy("0.1.0") });
    const drafts = Array.from({ length: 40_000 }, (_, id) => said(`Дальше ${id}`, `d-${id}`));
    await opened.append(drafts);
    await opened.close();
    const codes: unknown[] = [];
    for (const delay of [400, 700, 1000, 1300]) {
      const child = spawn(process.execPath, [program, "log", "redact", file, "3-6", "--data", data], {
        env: { ...process.env, BESEDA_LOCALE: "ru" },
        stdio: ["ignore", "ignore", "pipe"],
      });
      const closed = once(child, "close");
      let err = "";
      child.stderr.on("data", (piece) => (err += String(piece)));
      setTimeout(() => child.kill("SIGINT"), delay);
      const [code, signal] = await closed;
      codes.push(code ?? signal);
      const isTold = /^[^\n]*прервано[^\n]*повторите[^\n]*\n$/u.test(err);
      expect(isTold).toBe(code === 130);
      expect((await log("verify", file)).code).toBe(0);
    }
    // Before the command has loaded, a signal ends the process like any other.
    expect(codes.filter((code) => code !== 0 && code !== 130 && code !== "SIGINT")).toEqual([]);
    expect((await log("redact", file, "3-6", "--data", data)).code).toBe(0);
    expect(readFileSync(file, "utf8")).not.toMatch(/Привет [1-4]/u);
  });

  test("[LOG-4] verify of a damaged log says where, what to do, and ends with 1", async () => {
    const { file } = await lived();
    damage(file);
    const { code, out } = await log("verify", file, "--locale", "en");
    expect(code).toBe(1);
    expect(out).toMatch(/byte \d+: not what was written \(after record 5\)/u);
    expect(out).toContain(`log repair ${file} --output NEW`);
  });

  test("[LOG-4] repair keeps what can be proven, lists what was lost, and the result is good", async () => {
    const { file, folder } = await lived();
    damage(file);
    const output = join(folder, "repaired.json");
    const { code, out } = await log("repair", file, "--output", output);
    expect(code).toBe(0);
    expect(out).toContain("10 записей");
    expect(out).toContain("утрачена запись 6");
    expect((await log("verify", output)).code).toBe(0);
    expect(await log("repair", file, "--output", output)).toMatchObject({ code: 2 });
  });

  test("[LOG-11] accept lets a log go on that lost records, and only then does the server start", async () => {
    const { file, folder } = await lived();
    const data = join(folder, "data");
    const content = readFileSync(file, "utf8");
    writeFileSync(file, `${content.slice(0, content.lastIndexOf(",\n{"))}\n]\n`);
    const start = () => openLog({ file, data, start: startedBy("0.1.0") });
    await expect(start()).rejects.toMatchObject({ code: "log-cut-short" });
    const { code, out, err } = await log("accept", file, "--data", data);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain("до записи 10");
    const opened = await start();
    expect(opened.lineage).toHaveLength(1);
    const busy = await log("accept", file, "--data", data);
    expect([busy.code, busy.err]).toEqual([2, expect.stringContaining("открыт другим сервером")]);
    await opened.close();
    expect((await log("accept", file, "--data", data)).out).toContain("Принимать нечего");
  });

  test("verify of an interrupted write does not call it good, of what is no log does not propose a repair", async () => {
    const { file, folder } = await lived();
    const content = readFileSync(file);
    writeFileSync(file, content.subarray(0, content.length - 40));
    const torn = await log("verify", file);
    expect(torn.code).toBe(1);
    expect(torn.out).toContain("Журнал не закрыт");
    expect(torn.out).not.toContain("в порядке");
    const written = (text: string): string => {
      const other = join(folder, "other");
      writeFileSync(other, text);
      return other;
    };
    for (const [text, sentence] of [
      ["", "пуст"],
      ["# README\n\nТекст.\n", "не журнал"],
      ["[]", "log import"],
    ] as const) {
      const { code, err } = await log("verify", written(text));
      expect([code, err]).toEqual([2, expect.stringContaining(sentence)]);
      expect(err).not.toContain("log repair");
    }
    writeFileSync(file, `${content.toString()}\n\n`);
    expect((await log("verify", file)).code).toBe(0);
  });

  test("[LOG-14] import takes the log of another program over into a new one", async () => {
    const { folder } = await lived();
    const [file, output] = [join(folder, "old.json"), join(folder, "new.json")];
    const row = {
      time: "2025-05-06T10:00:00+03:00",
      client_id: "Client_1",
      sender: "client",
      message: "Привет",
    };
    const answer = { ...row, sender: "server", message: "Добро пожаловать!" };
    const other = { ...row, client_id: "Борис", time: "вчера", message: "И вам" };
    writeFileSync(file, `\uFEFF${JSON.stringify([row, answer, { text: "не запись" }, other])}`);
    const data = join(folder, "new");
    const start = startedBy("0.1.0");
    await expect(openLog({ file, data, start })).rejects.toMatchObject({ code: "log-foreign" });
    const { code, out, err } = await log("import", file, "--output", output);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain("3 сообщения");
    expect(out).toContain("(номер 3)");
    expect((await log("verify", output)).code).toBe(0);
    const opened = await openLog({ file: output, data, start });
    expect(opened.lineage).toEqual([]);
    const records = (await opened.history({ room: "lobby", messages: 10 })).map(({ record }) => record);
    await opened.close();
    expect(records).toMatchObject([
      { client_id: "Imported_1", message: "Привет", said_at: "2025-05-06T07:00:00.000Z", sender: "client" },
      { client_id: "Imported_1", message: "Добро пожаловать!", sender: "server" },
      { client_id: "Imported_2", name: "Борис", message: "И вам" },
    ]);
    expect(records[2]).not.toHaveProperty("said_at");
    expect((await log("import", file, "--output", output)).code).toBe(2);
  });

  test("export writes one record a line, without checks", async () => {
    const { file } = await lived();
    const { code, out } = await log("export", file, "--format", "ndjson");
    expect(code).toBe(0);
    const records = out
      .trimEnd()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
    expect(records).toHaveLength(11);
    expect(records[10]).toMatchObject({ seq: 11, message: "Привет 9" });
    expect(out).not.toContain('"check"');
  });

  test("what cannot be read is one sentence, and ends with 2", async () => {
    const { code, err } = await log("verify", "/nowhere/messages.json");
    expect([code, err]).toEqual([2, "Файла /nowhere/messages.json нет. Укажите путь к журналу.\n"]);
  });
});
