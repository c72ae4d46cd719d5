import { appendFile, open, readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { Clock } from "../src/rows/clock.ts";
import { follow, FollowedLog } from "../src/live/follow.ts";
import { sectionKeys } from "../src/folds/registry.ts";
import { answer } from "../src/run.ts";
import { bytesOfState, loadState } from "../src/state/state-file.ts";
import { asLines, type LogRecord } from "../testing/arbitrary-log.ts";
import { run } from "../testing/command.ts";
import { reportOn, TestFolder, withoutInput } from "../testing/folder.ts";

const people = { anna: ["Client_1", "Анна"], boris: ["Client_2", "Борис"] } as const;
const start = Date.UTC(2026, 10, 21, 10);

const at = (minute: number): string => new Date(start + minute * 60_000).toISOString();

interface More extends LogRecord {
  readonly seq: number;
}

const record = (type: string, who: keyof typeof people, { seq, ...more }: More): LogRecord => ({
  seq,
  prev: seq - 1,
  time: at(seq),
  type,
  room: "lobby",
  client_id: people[who][0],
  name: people[who][1],
  sender: type === "message" || type === "edited" ? "client" : "server",
  message: "",
  ...more,
});

/** What was said; `last` is what it says in the end. */
const said = (seq: number, who: keyof typeof people, message: string): LogRecord =>
  record("message", who, { seq, id: `m${seq}`, salt: "DEFGLMNO", message });

const secret = "ТАЙНА тайна https://secret.example/тайна 🤫 @Борис?";
const changed: readonly LogRecord[] = [
  said(1, "boris", "Привет"),
  said(2, "anna", secret),
  said(3, "anna", "Ошибко 😀"),
  record("edited", "anna", { seq: 4, id: "e4", target: 3, message: `Не то: ${secret}` }),
  record("edited", "anna", {
    seq: 5,
    id: "e5",
    target: 3,
    mentions: ["Client_2"],
    message: "Ошибка, @Борис?",
  }),
  record("deleted", "anna", { seq: 6, target: 2, by: "Client_2", by_name: "Борис" }),
  said(7, "boris", "Замазано      "),
  record("redacted", "boris", { seq: 8, target: 7, digest: "00" }),
  record("edited", "boris", { seq: 9, id: "e9", target: 99, message: "такого нет" }),
  record("edited", "anna", { seq: 10, id: "e10", target: 2, message: secret }),
];

/** The same as if each message had been said as it is in the end, and nothing were known of what it said before. */
const asItIs = (log: readonly LogRecord[]): LogRecord[] => {
  const lasts = new Map<unknown, unknown>([
    [2, ""],
    [3, "Ошибка, @Борис?"],
    [7, ""],
  ]);
  return log.map((entry) => ({
    ...entry,
    ...(lasts.has(entry["seq"]) && { message: lasts.get(entry["seq"]) }),
    ...(entry["type"] === "edited" && { target: 999, message: "" }),
    ...(entry["type"] === "deleted" && { target: 999 }),
    ...(entry["type"] === "redacted" && { target: 999 }),
  }));
};

/** Repeats, answers and edits are counted as what was done at the time. */
const comparable = (report: Awaited<ReturnType<typeof reportOn>>): unknown => {
  const { safety: _safety, conversations: _conversations, reactions: _reactions, ...sections } = report;
  return withoutInput(sections);
};

const pages = { withCells: true } as const;
const question = { sections: sectionKeys, filter: {}, clock: new Clock("UTC"), threads: 0 };

test("[ANL-8] a message that was edited or taken back counts once, by what it says last", async () => {
  await using folder = await TestFolder.make();
  const report = await reportOn([await folder.write(asLines(changed))]);
  const expected = await reportOn([await folder.write(asLines(asItIs(changed)), "expected.json")]);
  expect(comparable(report)).toEqual(comparable(expected));
  expect(report.overview?.messages).toBe(4);
  expect(report.words).toMatchObject({ messages: 4, words: 3, questions: 1, links: 0, emoji: 0, shouts: 0 });
});

test("[ANL-8] what others do to somebody's message is not their activity, what they edit is", async () => {
  await using folder = await TestFolder.make();
  const day = 24 * 60;
  const log = [
    said(1, "anna", "Привет"),
    record("deleted", "anna", { seq: 2, target: 1, by: "Client_2", by_name: "Борис", time: at(day) }),
    record("moderated", "boris", { seq: 3, action: "mute", by: "Client_1", by_name: "Анна", time: at(day) }),
    said(4, "anna", "Ещё"),
    record("edited", "anna", { seq: 5, id: "e5", target: 4, message: "Ещё раз", time: at(3 * day) }),
  ];
  const { clients, overview } = await reportOn([await folder.write(asLines(log))]);
  expect(overview).toMatchObject({ clients: 1, messages: 2 });
  expect(clients?.rows).toMatchObject([
    { names: ["Анна"], active_days: 2, messages: 2, last_seen: at(3 * day) },
  ]);
});

test.each([
  ["one line", (log: readonly LogRecord[]) => JSON.stringify(log)],
  ["an object a line", (log: readonly LogRecord[]) => log.map((entry) => JSON.stringify(entry)).join("\n")],
  ["laid out by hand", (log: readonly LogRecord[]) => JSON.stringify(log, undefined, 2)],
  ["packed", (log: readonly LogRecord[]) => gzipSync(asLines(log))],
])("[ANL-8] … in a log that is %s", async (_, layout) => {
  await using folder = await TestFolder.make();
  const report = await reportOn([await folder.write(layout(changed))]);
  const expected = await reportOn([await folder.write(layout(asItIs(changed)), "expected.json")]);
  expect(comparable(report)).toEqual(comparable(expected));
});

test("[ANL-8] … read by several threads, and through a filter", async () => {
  await using folder = await TestFolder.make();
  const file = await folder.write(asLines(changed));
  const expected = await folder.write(asLines(asItIs(changed)), "expected.json");
  const threads = { threads: 2, parallelBytes: 0, partBytes: 400 };
  expect(comparable(await reportOn([file], threads))).toEqual(comparable(await reportOn([expected])));
  // What took the text back is not asked for itself: the text is gone all the same.
  for (const filter of [{ until: start + 3.5 * 60_000 }, { types: new Set(["message"]) }]) {
    const part = await reportOn([file], { filter });
    expect(comparable(part)).toEqual(comparable(await reportOn([expected], { filter })));
  }
});

test("[ANL-8] … at every moment of a log that grows, and over runs that go on from a saved state", async () => {
  await using folder = await TestFolder.make();
  const growing = changed.filter(({ type }) => type !== "redacted");
  const lines = asLines(growing).split("\n");
  const file = await folder.write("");
  const followed = await folder.write(lines.slice(0, 2).join("\n"), "followed.json");
  const log = new FollowedLog({ ...question, ...pages, file: followed });
  const state = folder.file("state");
  for (let count = 2; count <= growing.length; count += 1) {
    const now = `${lines
      .slice(0, count + 1)
      .join("\n")
      .replace(/,$/u, "")}\n]`;
    await folder.write(now);
    await appendFile(followed, `\n${lines[count] ?? ""}`);
    await log.readMore();
    const of = { ...question, ...pages, file };
    const result = await answer({ ...of, files: [file], saved: await loadState(state, of) });
    expect(comparable(log.report())).toEqual(comparable(result.report));
    expect(log.cells()).toEqual(result.cells);
    if (result.saved) await folder.write(await bytesOfState(of, result.saved), "state");
    expect(comparable(result.report)).toEqual(comparable(await reportOn([file])));
  }
  expect(await readFile(state, "utf8")).not.toContain("тайна");
});

/** Takes the second message out of the file, as is done while no server holds the log. */
const redactIn = async (file: string): Promise<void> => {
  const before = await readFile(file);
  const text = Buffer.from("тайна тайная");
  await using handle = await open(file, "r+");
  await handle.write(Buffer.alloc(text.length, " "), 0, text.length, before.indexOf(text));
  const redacted = JSON.stringify(record("redacted", "anna", { seq: 4, target: 2, digest: "00" }));
  await handle.write(`,\n${redacted}\n]`, before.length - 2);
};

const withSecret = [said(1, "boris", "Привет"), said(2, "anna", "тайна тайная"), said(3, "boris", "А?")];

test("[ANL-8] a text that leaves the file leaves a report that goes on from a saved state", async () => {
  await using folder = await TestFolder.make();
  const file = await folder.write(asLines(withSecret));
  const of = { ...question, file };
  const first = await answer({ ...of, files: [file] });
  expect(first.report.words?.vocabulary).toBe(4);
  if (first.saved) await folder.write(await bytesOfState(of, first.saved), "state");
  await redactIn(file);
  const second = await answer({ ...of, files: [file], saved: await loadState(folder.file("state"), of) });
  expect(second.report.words).toMatchObject({ words: 2, vocabulary: 2, characters: 8 });
  expect(comparable(second.report)).toEqual(comparable(await reportOn([file])));
});

test("[ANL-8] … and one that is shown as the log grows", async () => {
  await using folder = await TestFolder.make();
  const file = await folder.write(asLines(withSecret));
  const stop = new AbortController();
  const vocabularies: unknown[] = [];
  for await (const log of follow({ ...question, file, pollMs: 1, signal: stop.signal })) {
    vocabularies.push(log?.report().words?.vocabulary);
    if (vocabularies.length === 1) await redactIn(file);
    else stop.abort();
  }
  expect(vocabularies).toEqual([4, 2]);
});

test.each(["text", "json", "ndjson", "csv", "markdown", "prometheus", "html"])(
  "[ANL-8] nothing that was taken back stands in a report as %s, nor through a pipe",
  async (format) => {
    await using folder = await TestFolder.make();
    const file = await folder.write(asLines(changed));
    const asked = ["--format", format, ...(format === "csv" ? ["--table", "top-words"] : [])];
    for (const lang of ["ru", "en"]) {
      const read = await run([file, ...asked, "--lang", lang]);
      expect(read).toMatchObject({ code: 0 });
      expect(read.stdout).not.toMatch(/тайна|secret\.example|🤫|ошибко/iu);
    }
    const piped = await run(["-", ...asked, "--lang", "ru"], asLines(changed));
    expect(piped.stdout).not.toMatch(/тайна|secret\.example|🤫|ошибко/iu);
    expect(piped).toMatchObject({ code: 0 });
  },
);

const vera = { client_id: "Client_3", name: "Вера" };
const reacted = ([seq, target]: readonly [number, number], emoji: string, more: LogRecord = {}): LogRecord =>
  record("reacted", "anna", { seq, id: `r${seq}`, target, emoji, ...more });

test("[ANL-9] reactions that hold are counted by emoji, by who sets them, and by whose message it is", async () => {
  await using folder = await TestFolder.make();
  const log = [
    said(1, "boris", "Привет"),
    said(2, "anna", "Тайна"),
    reacted([3, 1], "👍"),
    reacted([4, 1], "👍", vera),
    reacted([5, 1], "❤️", vera),
    reacted([6, 1], "👍", { withdrawn: true }),
    reacted([7, 2], "🎉", vera),
    record("pinned", "boris", { seq: 8, target: 1 }),
    record("pinned", "boris", { seq: 9, target: 2 }),
    record("edited", "boris", { seq: 10, id: "e10", target: 1, message: "Здравствуйте" }),
    record("edited", "boris", { seq: 11, id: "e11", target: 1, message: "Добрый день" }),
    record("deleted", "anna", { seq: 12, target: 2, by: "Client_1", by_name: "Анна" }),
    reacted([13, 1], "👍"),
    reacted([14, 1], "👍"),
    reacted([15, 1], "🐈", { withdrawn: true }),
    reacted([16, 999], "👍"),
    record("unpinned", "boris", { seq: 17, id: "u17", target: 5 }),
  ];
  for (const layout of [asLines(log), JSON.stringify(log)]) {
    const report = await reportOn([await folder.write(layout)]);
    expect(report.reactions).toEqual({
      count: 4,
      withdrawn: 1,
      reacted_messages: 2,
      people: 2,
      edits: 2,
      edited_messages: 1,
      deleted: 1,
      pinned: 1,
      emoji: [
        { emoji: "👍", count: 3 },
        { emoji: "❤️", count: 1 },
      ],
      given: [
        { client_id: "Client_3", name: "Вера", count: 2 },
        { client_id: "Client_1", name: "Анна", count: 2 },
      ],
      received: [{ client_id: "Client_2", name: "Борис", count: 3 }],
      messages: [
        { seq: 1, room: "lobby", client_id: "Client_2", name: "Борис", count: 3, emoji: ["👍", "❤️"] },
        { seq: 999, room: "lobby", client_id: null, name: null, count: 1, emoji: ["👍"] },
      ],
    });
    expect(report.overview?.messages).toBe(2);
    expect(report.quality?.unknown_types).toBe(0);
  }
});

test("[ANL-9] the report on reactions is in every form, in both languages, and tells no text", async () => {
  await using folder = await TestFolder.make();
  const file = await folder.write(
    asLines([said(1, "boris", "Привет"), reacted([2, 1], "👍"), reacted([3, 1], "🎉", vera)]),
  );
  const titles = { ru: "Кто ставит реакции", en: "Who reacts" } as const;
  for (const lang of ["ru", "en"] as const) {
    for (const format of ["text", "markdown", "html"]) {
      const { stdout, code } = await run([file, "--report", "reactions", "--format", format, "--lang", lang]);
      expect(code).toBe(0);
      expect(stdout).toContain(titles[lang]);
      expect(stdout).toContain("👍");
      expect(stdout).not.toContain("Привет");
    }
  }
  const csv = await run([file, "--format", "csv", "--table", "reaction-emoji"]);
  expect(csv.stdout).toBe("emoji,reactions\r\n👍,1\r\n🎉,1\r\n");
  const anonymous = await run([file, "--format", "json", "--report", "reactions", "--anonymize"]);
  expect(anonymous.stdout).not.toMatch(/Анна|Борис|Вера|Client_|lobby/u);
});

test("[LOG-20] an imported message counts once, at the time at which it was said", async () => {
  await using folder = await TestFolder.make();
  const old = (seq: number, id: string, message: string): LogRecord => ({
    ...said(seq, "anna", message),
    said_at: `2025-05-06T07:00:0${id}.000Z`,
    imported: { from: "telegram", id },
  });
  const log = [
    said(1, "boris", "Привет"),
    old(2, "1", "давно"),
    old(3, "2", "очень давно"),
    old(4, "1", "давно опять"),
    record("edited", "anna", { seq: 5, id: "e5", target: 4, message: "опять опять" }),
    { ...old(6, "1", "не оттуда"), imported: { from: "slack", id: "1" } },
    said(7, "boris", "И снова здравствуйте"),
  ];
  const whole = asLines(log);
  const file = await folder.write(whole);
  const report = await reportOn([file]);
  expect(report.overview?.messages).toBe(5);
  expect(report.words).toMatchObject({ messages: 5, words: 9 });
  expect(report.words?.top_words.map(({ word }) => word)).not.toContain("опять");
  expect(report.quality).toMatchObject({ time_goes_back: { count: 0 }, missing_seq: 0, broken_prev: 0 });
  expect(report.clients?.rows).toMatchObject([
    { names: ["Анна"], messages: 3, first_seen: "2025-05-06T07:00:01.000Z" },
    { names: ["Борис"], messages: 2, active_days: 1 },
  ]);
  expect(report.activity?.active_days).toBe(2);
  const threads = { threads: 2, parallelBytes: 0, partBytes: 300 };
  expect(withoutInput(await reportOn([file], threads))).toEqual(withoutInput(report));
});

const sent = (seq: number, [size, type]: readonly [number, string], more: LogRecord = {}): LogRecord =>
  record("file", "anna", {
    seq,
    id: `f${seq}`,
    file: { name: "тайна.pdf", size, type, sha256: "0".repeat(64) },
    sender: "client",
    ...more,
  });

test("[ANL-10] files are counted by type, by who sends them and by size, but for deleted ones", async () => {
  await using folder = await TestFolder.make();
  const log = [
    said(1, "anna", "Привет"),
    sent(2, [1000, "image/png"]),
    sent(3, [3000, "application/pdf"], vera),
    sent(4, [9000, "image/png"]),
    record("deleted", "anna", { seq: 5, target: 4, by: "Client_1", by_name: "Анна" }),
    record("deleted", "anna", { seq: 6, target: 1, by: "Client_1", by_name: "Анна" }),
    sent(7, [500, "image/png"]),
  ];
  const file = await folder.write(asLines(log));
  const report = await reportOn([file]);
  expect(report.files).toEqual({
    count: 3,
    bytes: 4500,
    deleted: 1,
    types: [
      { media_type: "application/pdf", count: 1, bytes: 3000 },
      { media_type: "image/png", count: 2, bytes: 1500 },
    ],
    people: [
      { client_id: "Client_3", name: "Вера", count: 1, bytes: 3000 },
      { client_id: "Client_1", name: "Анна", count: 2, bytes: 1500 },
    ],
    largest: [
      { seq: 3, room: "lobby", ...vera, media_type: "application/pdf", bytes: 3000 },
      { seq: 2, room: "lobby", client_id: "Client_1", name: "Анна", media_type: "image/png", bytes: 1000 },
      { seq: 7, room: "lobby", client_id: "Client_1", name: "Анна", media_type: "image/png", bytes: 500 },
    ],
  });
  expect(report.overview?.messages).toBe(1);
  expect(report.quality?.unknown_types).toBe(0);
  const threads = { threads: 2, parallelBytes: 0, partBytes: 300 };
  expect((await reportOn([file], threads)).files).toEqual(report.files);
  const titles = { ru: "Кто присылает файлы", en: "Who sends files" } as const;
  for (const lang of ["ru", "en"] as const) {
    for (const format of ["text", "markdown", "html"]) {
      const { stdout } = await run([file, "--report", "files", "--format", format, "--lang", lang]);
      expect(stdout).toContain(titles[lang]);
      expect(stdout).toContain("image/png");
      expect(stdout).not.toContain("тайна");
    }
  }
});
