import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exitCodeOf } from "./exit-code.ts";
import { sentenceOf } from "./failure.ts";
import { keepOwnerLink } from "../identity/owner-link.ts";
import type { Config } from "../config.ts";
import { makeDataFolder } from "../identity/data-folder.ts";
import { ManyRuns } from "../../testing/many-runs.ts";

let folder = "";
let runs: ManyRuns;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "beseda-options-"));
  runs = new ManyRuns();
});
afterAll(async () => {
  await runs[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const { BESEDA_LOCALE: _, ...environment } = process.env;

const run = async (
  words: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<{ code: number | null; said: string }> => {
  const env = { ...environment, LC_ALL: "en_US.UTF-8", ...variables };
  const { code, out, err } = await runs.run({ words, env, folder });
  return { code, said: out + err };
};

test.each([
  ["--help"],
  ["log --help"],
  ["log verify --help"],
  ["log repair --help"],
  ["log accept --help"],
  ["log import --help"],
  ["log export --help"],
  ["admin --help"],
  ["admin owner --help"],
  ["admin role --help"],
  ["admin end --help"],
  ["admin reset --help"],
  ["admin invite --help"],
])("[OPS-3] all of the help of %s is in the language that is asked for", async (words) => {
  const { code, said } = await run(["--locale", "ru", ...words.split(" ")]);
  expect(code).toBe(0);
  expect(said).toMatch(/^Запуск: beseda-server /u);
  // Literals to be typed are not words of a sentence.
  expect(said).not.toMatch(
    /\b(?:the|of|for|to|and|it|is|how|what|default:|choices:|display|output the|a|an)\b(?![->])/u,
  );
});

describe("[OPS-3] a mistake in the options is told in the language that they ask for, with 64", () => {
  test.each([
    [["--prot", "1"], "Параметра --prot нет. Может быть, --port?"],
    [["--port"], "Параметру --port нужно значение."],
    [["--port", "восемь"], "--port: нужно целое число от 0 до 65535."],
    [["--access", "all"], "--access: «all» не подходит. Выберите одно из: open, guests-off, invite."],
    [["admin", "owner"], "Не хватает аргумента <name>."],
    [["admin", "role", "Анна", "tsar"], "<role>: «tsar» не подходит. Выберите одно из: member, "],
    [["admin", "invite", "--role", "tsar"], "--role: «tsar» не подходит. Выберите одно из: guest, "],
    [["admin", "onwer", "Анна"], "Команды «onwer» нет. Может быть, «owner»?"],
    [["log", "repair", "x.json"], "Не хватает параметра --output."],
    [["--public-url", "беседа"], "--public-url: нужен адрес, например https://chat.example."],
    [["--public-url", "ftp://chat.example"], "--public-url: нужен адрес, например https://chat.example."],
    [["--origin", "https://good.example,беседа"], "--origin: «беседа» не адрес страницы"],
    [["--origin", "https://good.example/chat"], "--origin: «https://good.example/chat» не адрес страницы"],
    [["--trust-proxy", "loopback,прокси"], "--trust-proxy: «прокси» — не адрес и не сеть."],
    [["--trust-proxy", "10.0.0.0/99"], "--trust-proxy: «10.0.0.0/99» — не адрес и не сеть."],
    [["--tls-cert", "cert.pem"], "Для TLS нужно и то и другое: --tls-cert и --tls-key."],
    [["--tls-key", "key.pem"], "Для TLS нужно и то и другое: --tls-cert и --tls-key."],
  ])("%j", async (words, sentence) => {
    const { code, said } = await run(["--locale", "ru", ...words]);
    expect(said).toContain(sentence);
    expect(said).toContain("--help");
    expect(said).not.toMatch(/error|invalid|^ +at /imu);
    expect(code).toBe(64);
  });

  test("in English too, and where it is the language that was mistaken in the one of the system", async () => {
    expect((await run(["--prot", "1", "--locale", "en"])).said).toBe(
      "There is no option --prot. Did you mean --port? Run with --help to see every option.\n",
    );
    expect((await run(["--locale", "fr"])).said).toContain("--locale cannot be “fr”. Choose one of: ru, en.");
  });

  test("what was wrong in the environment is told by the name of the variable, and one that is empty is not set", async () => {
    const told = await run([], { BESEDA_PORT: "восемь" });
    expect(told.said).toContain("BESEDA_PORT must be a whole number from 0 to 65535.");
    expect(told.code).toBe(64);
    expect((await run([], { BESEDA_LIMITS: "on" })).said).toContain("BESEDA_LIMITS cannot be “on”.");
    const { code, said } = await run(["--max-connections", "0"], {
      BESEDA_LOCALE: "",
      BESEDA_PORT: "",
      BESEDA_LOG: "",
    });
    expect(said).toContain("--max-connections must be");
    expect(code).toBe(64);
  });

  test("what admin has to say is in that language too", async () => {
    const { code, said } = await run(["admin", "accounts", "--locale=ru"]);
    expect(said).toMatch(/^Файла \S+identity\.sqlite нет\. Укажите папку сервера/u);
    expect(code).toBe(1);
  });
});

describe("[OPS-3] [T1] a file of TLS that cannot be used is told as that file, with its option", () => {
  const started = (cert: string, key: string) =>
    run(["--locale", "ru", "--port", "0", "--tcp-port", "0", "--tls-cert", cert, "--tls-key", key]);

  test("it is not there, is a folder, or is no PEM", async () => {
    const text = join(folder, "text.pem");
    writeFileSync(text, "это не ключ", { mode: 0o600 });
    const none = await started(join(folder, "none.pem"), text);
    expect(none.said).toContain("none.pem");
    expect(none.said).toContain("нельзя прочитать");
    expect(none.said).toContain("--tls-cert");
    expect(none.code).toBe(65);
    expect((await started(text, join(folder, "none.pem"))).said).toContain("--tls-key");
    expect((await started(folder, text)).said).toContain("--tls-cert");
    const notPem = await started(text, text);
    expect(notPem.said).toContain("--tls-cert и --tls-key");
    expect(notPem.said).toContain("PEM");
    expect(notPem.code).toBe(65);
    for (const { said } of [none, notPem]) expect(said).not.toMatch(/--data|^ +at /mu);
  });
});

describe("[OPS-3] a folder of data that cannot be had is told by its cause", () => {
  const told = (error: unknown): string => sentenceOf(error, { locale: "ru" } as Config);
  const refusalOf = (path: string): Promise<string> =>
    makeDataFolder(path).then(
      () => "it was made",
      (error: unknown) => told(error),
    );

  test("a file is no folder, and where the system lets none be made nothing hangs", async () => {
    const file = join(folder, "файл");
    writeFileSync(file, "");
    expect(await refusalOf(file)).toBe(`${file} — файл, а серверу нужна папка. Укажите другую: --data.`);
    expect(await refusalOf(join(file, "data"))).toContain("— файл, а серверу нужна папка");
    expect(await refusalOf(join(folder, "x".repeat(300)))).toContain("Система не даёт создать папку");
  });

  test("a link that leads nowhere is no file: its disk may not be there", async () => {
    const link = join(folder, "ссылка");
    symlinkSync(join(folder, "нет", "диска"), link);
    expect(await refusalOf(link)).toMatch(/ссылка — ссылка, которая не ведёт ни к какой папке/u);
  });

  test("a folder at the place of a file of the server is named", async () => {
    const data = join(folder, "занято");
    mkdirSync(join(data, "owner-link.txt"), { recursive: true });
    const error: unknown = await keepOwnerLink(data, "https://…").catch((caught: unknown) => caught);
    expect(told(error)).toBe(
      `${join(data, "owner-link.txt")} — папка, а серверу здесь нужен свой файл. Уберите её и запустите сервер снова.`,
    );
    expect(exitCodeOf(error)).toBe(73);
  });

  test.each([
    Object.assign(new Error("too many open files, open '/srv/log'"), { code: "EMFILE", path: "/srv/log" }),
    Object.assign(new Error("listen EMFILE: too many open files"), { code: "EMFILE", syscall: "listen" }),
    Object.assign(new Error("Worker initialization failure: EMFILE"), { code: "ERR_WORKER_INIT_FAILED" }),
  ])("too few files that may be open are told wherever they lack: %s", (error) => {
    expect(told(error)).toContain("ulimit -n");
    expect(exitCodeOf(error)).toBe(71);
  });

  test("what is there already or has to be made with all above it is no mistake", async () => {
    const deep = join(folder, "a", "b", "data");
    expect(await refusalOf(deep)).toBe("it was made");
    expect(await refusalOf(deep)).toBe("it was made");
  });

  test.each([
    ["EROFS", "только для чтения"],
    ["EACCES", "Пользователю сервера нельзя писать"],
    ["ENOSPC", "заполнен"],
  ])("%s", (code, sentence) => {
    const error = Object.assign(new Error(`${code}: mkdir`), { code, path: "/srv/data", syscall: "mkdir" });
    expect(told(error)).toContain(sentence);
    expect(told(error)).toContain("/srv/data");
  });
});
