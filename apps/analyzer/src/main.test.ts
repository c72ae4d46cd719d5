import { appendFile, readFile, utimes } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { reportSchema } from "@beseda/protocol";
import { asLines } from "../testing/arbitrary-log.ts";
import { run, runMany, start } from "../testing/command.ts";
import { TestFolder } from "../testing/folder.ts";
import { smallLog } from "../testing/small-log.ts";

let folder: TestFolder;
beforeAll(async () => {
  folder = await TestFolder.make();
});
afterAll(() => folder[Symbol.asyncDispose]());

const good = asLines(smallLog);

/** One sentence for a person: one line, no trace of the program. */
const isSentence = (text: string): boolean => /^[^\n]+\.\n$/u.test(text) && !/\bat \S+:\d+/u.test(text);

/** Said in one line, to its end. */
const isTold = (text: string): boolean => /^[^\n]+\.\n$/u.test(text);

test("[DAMAGE] a log that ends in zeros, as a power cut leaves it, is read up to them", async () => {
  for (const zeros of [1, 300, 5000]) {
    const file = await folder.write(
      Buffer.concat([Buffer.from(good), Buffer.alloc(zeros)]),
      `zeros-${zeros}.json`,
    );
    const ended = await run([file, "--format", "json"]);
    expect(ended.code).toBe(0);
    const { input } = reportSchema.parse(JSON.parse(ended.stdout));
    expect(input).toMatchObject({ records: smallLog.length, bad_records: 1 });
  }
});

test.each([
  ["nothing", "", "is empty"],
  ["an object", "{}", "line 1, byte 0"],
  ["an open bracket", "[", "has no records yet"],
  ["an empty array", "[]", "has no records yet"],
  ["text", "hello\nworld", "line 1, byte 0"],
  ["binary data", Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1]), "binary"],
  ["an array of numbers", "[1,2,3]", "line 1, byte 1"],
  ["a packed file that ends in its middle", gzipSync(good).subarray(0, 40), "packed with gzip"],
])("[EXIT] %s is refused with code 2 and one sentence", async (_, content, sentence) => {
  const file = await folder.write(content, "refused.json");
  const ended = await run([file]);
  expect(ended).toMatchObject({ code: 2, stdout: "" });
  expect(ended.stderr).toContain(sentence);
  expect(isSentence(ended.stderr)).toBe(true);
});

test.each([
  [["--frmat", "json"], "Параметра --frmat нет; возможно, нужен --format. Все параметры: --help.\n"],
  [["--wrong"], "Параметра --wrong нет. Все параметры: --help.\n"],
  [["log.json", "--since"], "Для --since <время> нужно значение. Какое, скажет --help.\n"],
  [[], "Назовите хотя бы один журнал: analyze messages.json. Подробнее: --help.\n"],
  [
    ["log.json", "--rows", "ни одной"],
    "Значение «ни одной» не годится для --rows <число>. Это не целое число.\n",
  ],
  [
    ["log.json", "--serve", "70000"],
    "Значение «70000» не годится для --serve [порт]. Номер порта – не больше 65535.\n",
  ],
  [
    ["log.json", "--lang=ru", "--lang", "ru", "--format", "pdf"],
    /^Значение «pdf» не годится для --format <формат>\. Возможные значения: text, json, .*\.\n$/u,
  ],
])("[EXIT] the mistake in %j is told in the language that is asked for", async (options, sentence) => {
  const ended = await run(["--lang", "ru", ...options]);
  expect(ended).toMatchObject({ code: 1, stdout: "" });
  expect(ended.stderr).toMatch(sentence);
  expect(isTold(ended.stderr)).toBe(true);
  const inEnglish = await run(options.filter((option) => !["--lang", "--lang=ru", "ru"].includes(option)));
  expect(inEnglish).toMatchObject({ code: 1, stdout: "" });
  expect(isTold(inEnglish.stderr)).toBe(true);
  expect(inEnglish.stderr.replace(/"[^"]*"/u, "")).not.toMatch(/\p{Script=Cyrillic}|error:/u);
});

test("[OUTPUT] the help is in the language that is asked for, all of it", async () => {
  const russian = await run(["--help", "--lang", "ru"]);
  expect(russian).toMatchObject({ code: 0, stderr: "" });
  expect(russian.stdout).toMatch(/^Запуск: analyze \[параметры\] <журналы\.\.\.>\n/u);
  for (const word of ["Аргументы:", "Параметры:", "по умолчанию text", "показать эту справку"])
    expect(russian.stdout).toContain(word);
  expect(russian.stdout).not.toMatch(/\b(?:default|choices|Usage|Options|Arguments|only|help for)\b/u);
  const english = await run(["--help"]);
  expect(english.stdout).not.toMatch(/\p{Script=Cyrillic}/u);
  const flags = (text: string): readonly string[] => text.match(/ --[a-z-]+/gu) ?? [];
  expect(flags(english.stdout)).toEqual(flags(russian.stdout));
});

test("[EXIT] --version tells the version, in one line", async () => {
  const { version } = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  expect(await run(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
});

test("[EXIT] a missing file and a directory are refused with code 2 and one sentence, in Russian too", async () => {
  const missing = await run([folder.file("none.json"), "--lang", "ru"]);
  expect(missing).toMatchObject({ code: 2, stdout: "" });
  expect(missing.stderr).toMatch(/^Файла \S+ нет\. Проверьте путь или сначала запустите сервер\.\n$/u);
  const directory = await run([folder.path]);
  expect(directory).toMatchObject({ code: 2, stdout: "" });
  expect(directory.stderr).toContain("is a directory");
});

test.each([
  [["--tz", "Mars/Olympus"], "time zone"],
  [["--since", "soon"], "is not a time"],
  [["--since", "2026-13-01"], "is not a time"],
  [["--until", "2026-02-30T10:00"], "is not a time"],
  [["--until", "2026-02-30T10:00:00Z"], "is not a time"],
  [["--report", "weather"], "There is no report weather"],
  [["--format", "csv", "--table", "weather"], "There is no table weather"],
  [["--client", "Никто"], "Никто"],
  [["--room", "loby"], "is in loby"],
  [["--output", "/none/at/all"], "cannot be written"],
])("[EXIT] %j is refused with code 1 and one sentence", async (options, sentence) => {
  const ended = await run([await folder.write(good), ...options]);
  expect(ended).toMatchObject({ code: 1, stdout: "" });
  expect(ended.stderr).toContain(sentence);
  expect(isSentence(ended.stderr)).toBe(true);
});

test("[EXIT] damage is told with its place; --strict makes it code 1", async () => {
  const lines = good.split("\n");
  const damaged = await folder.write([...lines.slice(0, 4), "{broken}", ...lines.slice(4)].join("\n"));
  const tolerant = await run([damaged, "--format", "json"]);
  expect(tolerant.code).toBe(0);
  expect(tolerant.stderr).toMatch(
    /^1 place could not be read; the first: \S+, line 5, byte \d+: not valid JSON\.\n$/u,
  );
  expect(JSON.parse(tolerant.stdout)).toMatchObject({ input: { bad_records: 1, records: smallLog.length } });
  expect(await run([damaged, "--strict"])).toMatchObject({ code: 1 });
});

test("[EXIT] a packed log that ends in its middle is told, with all that could be read", async () => {
  const packed = gzipSync(good + " ".repeat(200_000) + good, { level: 0 });
  const file = await folder.write(packed.subarray(0, packed.length - 9000), "messages.json.gz");
  const ended = await run([file, "--format", "json"]);
  expect(ended.code).toBe(0);
  expect(ended.stderr).toContain("the packing ends too early");
  expect(JSON.parse(ended.stdout)).toMatchObject({ input: { records: smallLog.length } });
});

test.each([
  ["as it is", good],
  ["packed", gzipSync(good)],
])("[INPUT] - reads the standard input, %s", async (_, input) => {
  const ended = await run(["-", "--format", "json"], input);
  expect(ended).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.parse(ended.stdout)).toMatchObject({ input: { records: smallLog.length, bad_records: 0 } });
});

test("[INPUT] the standard input is called so where it is refused", async () => {
  expect((await run(["-"], "")).stderr).toMatch(/^The standard input is empty/u);
  expect((await run(["-", "--lang", "ru"], "привет")).stderr).toMatch(/^Стандартный ввод – не журнал/u);
});

test("[OUTPUT] what is piped is plain: no colours, no bars, nothing cut", async () => {
  const { stdout } = await run([await folder.write(good), "--rows", "0"]);
  for (const drawn of ["\u001B", "█", "▁"]) expect(stdout).not.toContain(drawn);
  expect(stdout).toContain("Activity of clients");
});

/** Waits until a condition holds. */
const waitFor = async (isThere: () => boolean): Promise<void> => {
  for (let turn = 0; turn < 2400 && !isThere(); turn += 1) await sleep(50);
  expect(isThere()).toBe(true);
};

test("[LIVE] --follow waits for the file, then tells what is appended", async () => {
  const file = folder.file("followed.json");
  const child = start([file, "--follow", "--report", "overview"]);
  let text = "";
  child.stdout.on("data", (piece: Buffer) => {
    text += piece.toString();
  });
  await waitFor(() => text.includes("Waiting for"));
  await folder.write(
    smallLog
      .slice(0, 5)
      .map((entry) => `${JSON.stringify(entry)}\n`)
      .join(""),
    "followed.json",
  );
  await waitFor(() => text.includes("5 records"));
  await appendFile(
    file,
    smallLog
      .slice(5)
      .map((entry) => `${JSON.stringify(entry)}\n`)
      .join(""),
  );
  await waitFor(() => text.includes(`${smallLog.length} records`));
  child.kill("SIGTERM");
  await waitFor(() => child.exitCode !== null);
  expect(child.exitCode).toBe(0);
});

test("[LIVE] --serve gives the page and its data to this machine only", async () => {
  const file = await folder.write(good, "served.json");
  const child = start([file, "--serve", "0"]);
  let text = "";
  child.stdout.on("data", (piece: Buffer) => {
    text += piece.toString();
  });
  await waitFor(() => text.includes("http://localhost:"));
  const address = /http:\/\/localhost:\d+\//u.exec(text)?.[0] ?? "";
  const page = await fetch(address);
  expect(await page.text()).toContain("<!doctype html>");
  const data: unknown = await (await fetch(`${address}data.json`)).json();
  expect(data).toMatchObject({ isLive: true, report: { overview: { messages: 3 } } });
  const foreign = await fetch(address.replace("localhost", "127.0.0.1"), {
    headers: { host: "evil.example" },
  });
  expect([200, 403]).toContain(foreign.status);
  child.kill("SIGTERM");
  await waitFor(() => child.exitCode !== null);
  expect(child.exitCode).toBe(0);
});

test("[EXIT] a log cut at any byte of its last two records is read, with one sentence on what is missing", async () => {
  const lines = good.split("\n");
  const lastTwo = Buffer.byteLength(lines.slice(0, -3).join("\n")) + 1;
  const bytes = Buffer.from(good);
  const cuts = Array.from({ length: bytes.length - lastTwo }, (_, index) =>
    bytes.subarray(0, lastTwo + index),
  );
  const files = await Promise.all(cuts.map((cut, index) => folder.write(cut, `cut-${index}.json`)));
  // Nobody is writing them any longer.
  await Promise.all(files.map((file) => utimes(file, 0, 0)));
  const ended = await runMany(files.map((file) => [file, "--format", "json", "--report", "overview"]));
  expect(ended).toHaveLength(cuts.length);
  for (const [index, { code, stdout, stderr }] of ended.entries()) {
    const left = cuts[index]?.toString() ?? "";
    const whole = left.split("\n").filter((line) => /\}\s*,?$/u.test(line)).length;
    expect(code).toBe(0);
    expect(isSentence(stderr)).toBe(true);
    const { input } = reportSchema.parse(JSON.parse(stdout));
    expect(input.records).toBe(whole);
    expect(input.damage).toHaveLength(1);
    expect(input.damage[0]?.reason).toBe(input.damage[0]?.byte === lastTwo + index ? "unclosed" : "cut-off");
  }
});
