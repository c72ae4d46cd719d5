import { afterAll, beforeAll, expect, test } from "vitest";
import type { Report } from "@beseda/protocol";
import { run, type Ended } from "../../../testing/command.ts";
import { reportOn, TestFolder, withoutInput } from "../../../testing/folder.ts";
import { talk } from "../../../testing/foreign/talk.ts";
import { InputError } from "../input-error.ts";
import type { Hints } from "./look.ts";

let folder: TestFolder;
beforeAll(async () => {
  folder = await TestFolder.make();
});
afterAll(() => folder[Symbol.asyncDispose]());

const said = talk(1000);
const records = (write: (one: (typeof said)[number], index: number) => object): string =>
  said.map((one, index) => `${JSON.stringify(write(one, index))}\n`).join("");

const refusalOf = async (content: string, hints?: Hints): Promise<InputError> => {
  const refused = await reportOn([await folder.write(content)], { hints }).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (refused instanceof InputError) return refused;
  throw new Error("It was not refused.", { cause: refused });
};

const analyzed = async (options: readonly string[], content: string): Promise<Ended> =>
  run([await folder.write(content), "--tz", "UTC", ...options]);

const plain = records(({ who, text, at }) => ({ user: who, text, ts: at }));

test("[ANL-1] how a log of another program was read stands in the head of the report, in every format for people", async () => {
  const told = "A log of another program, read so: who is user; what is text; when is ts.";
  const { stdout } = await analyzed([], plain);
  expect(stdout.split("\n")[1]).toContain(told);
  expect((await analyzed(["--format", "markdown"], plain)).stdout).toContain(told);
  expect((await analyzed(["--lang", "ru"], plain)).stdout.split("\n")[1]).toContain(
    "кто – user; что – text; когда – ts",
  );
  const report = await reportOn([await folder.write(plain)]);
  expect(report.input.read_as).toMatchObject([{ fields: { who: "user", what: "text", when: "ts" } }]);
});

test("[ANL-1] of a log of ours nothing is told: it is read as it is", async () => {
  const ours = records(({ who, text, at }) => ({
    time: new Date(at).toISOString(),
    client_id: who,
    sender: "client",
    message: text,
    user: "никто",
    text: "ничего",
  }));
  const { input, clients } = await reportOn([await folder.write(ours)]);
  expect(input.read_as).toBeUndefined();
  expect(clients?.rows.map((row) => row.client_id).toSorted()).toEqual(["Анна", "Борис", "Вера"]);
});

test.each<readonly [string, (one: (typeof said)[number], index: number) => object, object]>([
  ["nobody", ({ text, at }) => ({ text, at }), { code: "lacks", lacks: ["who"], has: ["text", "at"] }],
  ["nothing", ({ at }) => ({ at, level: 1 }), { code: "lacks", lacks: ["who", "what"] }],
  ["no time", ({ who, text }) => ({ user: who, text }), { code: "lacks", lacks: ["when"] }],
  [
    "times that are none",
    ({ who, text }, index) => ({ user: who, text, time: `tick ${index}` }),
    { code: "no-time", field: "time", sample: '"tick 0"' },
  ],
  [
    "two who differ",
    ({ who, text, at }, index) => ({ user: who, author: `bot ${index % 2}`, text, at }),
    { code: "two-fields", needs: "who", fields: ["user", "author"] },
  ],
  [
    "two times that differ",
    ({ who, text, at }) => ({ user: who, text, sent_at: at, received_at: at + 5000 }),
    { code: "two-fields", needs: "when" },
  ],
  [
    "half of one, half of another",
    ({ who, text, at }, index) => ({ [index % 2 === 0 ? "user" : "author"]: who, text, at }),
    { code: "no-one-field", needs: "who" },
  ],
  [
    "days and months in both orders",
    ({ who, text }, index) => ({
      user: who,
      text,
      date: index % 2 === 0 ? "27.02.2026 10:00" : "02.27.2026 10:00",
    }),
    { code: "mixed-dates", field: "date" },
  ],
])("[ANL-1] a log with %s is refused, with what it has and lacks", async (_, write, doubt) => {
  expect((await refusalOf(records(write))).doubt).toMatchObject(doubt);
});

test("[ANL-1] two fields that never differ are one, and so are two spellings of one time", async () => {
  const content = records(({ who, text, at }) => ({
    user: who,
    username: who,
    text,
    content: text,
    timestamp: at,
    date: new Date(at + 3 * 3_600_000).toISOString().slice(0, 19),
  }));
  const { input, overview } = await reportOn([await folder.write(content)]);
  expect(input.read_as).toMatchObject([{ fields: { when: "timestamp" } }]);
  expect(overview?.messages).toBe(said.length);
  expect(input.first).toBe(new Date(said[0]?.at ?? 0).toISOString());
});

test("[ANL-1] what is told is believed: fields, where they are, and the order of dates", async () => {
  const content = JSON.stringify({
    old: [{ user: "Вера", text: "?", date: "01.02.2020 10:00" }],
    new: [{ user: "Анна", author: "Борис", text: "Привет", date: "03.04.2026 10:00" }],
  });
  const hints: Hints = { map: { who: "author", records: "new" }, order: "mdy" };
  expect((await refusalOf(content)).code).toBe("doubt");
  const { input, clients } = await reportOn([await folder.write(content)], { hints });
  expect(clients?.rows).toMatchObject([{ client_id: "Борис", messages: 1 }]);
  expect(input).toMatchObject({
    first: "2026-03-04T10:00:00.000Z",
    read_as: [{ fields: { who: "author" }, date_order: "mdy", records: "new" }],
  });
});

test("[ANL-1] records in several places are not added up: one is to be named", async () => {
  const part = said.map(({ who, text, at }) => ({ user: who, text, at }));
  const content = JSON.stringify({ general: part, random: part });
  expect(await refusalOf(content)).toMatchObject({ code: "several-places", value: "general, random" });
  const { overview } = await reportOn([await folder.write(content)], {
    hints: { map: { records: "random" } },
  });
  expect(overview?.messages).toBe(part.length);
});

test.each([
  [["--map", "who=nobody"], 2, "no record has the field nobody that --map names. There are: user, text, ts."],
  [["--map", "user"], 1, "Write --map who=user,what=text,when=ts"],
  [["--map", "whom=user"], 1, "there are: who, what, when, name, room, kind, records"],
  [["--encoding", "windows-1"], 1, "There is no encoding windows-1."],
  [["--date-order", "day"], 1, "It is one of: dmy, mdy, ymd."],
])("[ANL-1] %j is refused with one sentence", async (options, code, sentence) => {
  const ended = await analyzed(options, plain);
  expect(ended).toMatchObject({ code, stdout: "" });
  expect(ended.stderr).toContain(sentence);
  expect(ended.stderr).toMatch(/^[^\n]+\.\n$/u);
});

test("[ANL-1] who comes and who goes has sessions, and what the server says is nobody's message", async () => {
  const at = said[0]?.at ?? 0;
  const content = [
    { event: "user_joined", user: "Анна", ts: at },
    { event: "chat_message", user: "Анна", text: "Привет", ts: at + 1000 },
    { event: "system", text: "Обновление", ts: at + 2000 },
    { event: "user_left", user: "Анна", ts: at + 60_000 },
  ].map((record) => `${JSON.stringify(record)}\n`);
  const { overview, sessions, clients }: Report = await reportOn([await folder.write(content.join(""))]);
  expect(overview).toMatchObject({ messages: 1, clients: 1, sessions: 1, disconnects: 1 });
  expect(sessions?.ended).toMatchObject({ count: 1, total_ms: 60_000 });
  expect(clients?.rows).toMatchObject([{ client_id: "Анна", messages: 1 }]);
});

test("[ANL-1] a log whose newest record comes first is read from its end, and has the same report", async () => {
  const list = said.map(({ who, text, at }) => ({ user: who, text, at }));
  const forwards = await reportOn([await folder.write(JSON.stringify(list), "forwards.json")]);
  const layouts = [
    JSON.stringify(list.toReversed(), null, 2),
    JSON.stringify({ result: { items: list.toReversed() } }),
  ];
  for (const [index, content] of layouts.entries()) {
    const backwards = await reportOn([await folder.write(content, `backwards-${index}.json`)]);
    expect(withoutInput(backwards)).toEqual(withoutInput(forwards));
    expect(backwards.input.read_as).toMatchObject([{ newest_first: true }]);
  }
});

test("[ANL-1] what the server said is told apart by a field that names only sides, and that is told", async () => {
  const content = records(({ who, text, at }, index) => ({
    time: at,
    sender: index % 4 === 0 ? "server" : "client",
    user: who,
    message: text,
  }));
  const { overview, input } = await reportOn([await folder.write(content)]);
  expect(overview?.messages).toBe(18);
  expect(input.read_as).toMatchObject([{ fields: { who: "user", side: "sender" } }]);
});
