import type { Report, Step } from "@beseda/protocol";
import type { Cells } from "../folds/cells.ts";
import { endingKind } from "../folds/ending.ts";
import { sessionBars } from "../folds/session-bars.ts";
import type { Texts } from "../locale/en.ts";
import { factsOf, tableOf, type ColumnOf, type Table, type TableKey } from "../output/table.ts";
import { at, indexes, totalsOf, type Sums, type Totals } from "./chosen-sums.ts";
import type { Choice } from "./choice.ts";

/** Tables of a part of the log, in place of those of all of it. */
export interface Chosen {
  readonly tables: ReadonlyMap<TableKey, Table>;
  readonly step: Step;
}

const hourMs = 3_600_000;
const stepOf: Readonly<Record<number, Step>> = { 1: "hour", 24: "day", 168: "week", 672: "week" };

const localStart = (hour: number, hours: number): string =>
  new Date(hour * hourMs)
    .toISOString()
    .slice(0, hours < 24 ? 16 : 10)
    .replace("T", " ");

const overview = (totals: Totals, cells: Cells, { choice, texts }: View): Table => {
  const { all } = totals;
  const ended = indexes(cells.stays, choice);
  const abnormal = ended.filter(
    (index) => endingKind(cells.statuses[at(cells.stays.status, index)] ?? "") === "abnormal",
  );
  const count = (list: readonly number[]): number =>
    list.reduce((sum, index) => sum + at(cells.stays.count, index), 0);
  const said = [
    ["messages", "count", all.messages],
    ["words", "count", all.words],
  ] as const;
  // Sessions are in no room: beside a room's messages they would be taken for its own.
  if (choice.room !== undefined) return factsOf(texts, "overview", said);
  return factsOf(texts, "overview", [
    ...said,
    ["endedSessions", "count", all.sessions],
    ["online", "duration", all.onlineMs],
    ["abnormalShare", "share", all.sessions === 0 ? 0 : count(abnormal) / count(ended)],
  ]);
};

interface ClientSums extends Sums {
  readonly client_id: string;
  readonly name: string;
}

const staysColumns: ReadonlyArray<ColumnOf<ClientSums>> = [
  ["sessions", "count", (row) => row.sessions],
  ["online", "duration", (row) => row.onlineMs],
];

const clients = (totals: Totals, cells: Cells, { choice, texts }: View): Table =>
  tableOf<ClientSums>(texts, {
    key: "clients",
    bar: "messages",
    rows: [...totals.clients]
      .filter(([, { messages }]) => choice.room === undefined || messages > 0)
      .map(([client, sums]) =>
        Object.assign({}, cells.clients[client] ?? { client_id: "…", name: texts.others }, sums),
      )
      .sort((left, right) => right.messages - left.messages || right.onlineMs - left.onlineMs),
    columns: [
      ["client", "text", (row) => row.client_id],
      ["name", "text", (row) => row.name],
      ["messages", "count", (row) => row.messages],
      ["share", "share", (row) => (totals.all.messages === 0 ? 0 : row.messages / totals.all.messages)],
      ...(choice.room === undefined ? staysColumns : []),
      ["words", "count", (row) => row.words],
      ["characters", "count", (row) => row.characters],
      ["meanLength", "number", (row) => (row.messages === 0 ? null : row.characters / row.messages)],
    ],
  });

const rooms = (totals: Totals, cells: Cells, { texts }: View): Table =>
  tableOf(texts, {
    key: "rooms",
    bar: "messages",
    rows: [...totals.rooms]
      .filter(([room]) => room >= 0)
      .map(([room, sums]) => Object.assign({ room: cells.rooms[room] ?? "" }, sums))
      .sort((left, right) => right.messages - left.messages),
    columns: [
      ["room", "text", (row) => row.room],
      ["messages", "count", (row) => row.messages],
      ["share", "share", (row) => row.messages / Math.max(1, totals.all.messages)],
      ["words", "count", (row) => row.words],
    ],
  });

const timeline = (totals: Totals, cells: Cells, { texts }: View): Table =>
  tableOf(texts, {
    key: "activity-timeline",
    bar: "messages",
    rows: [...totals.starts].sort(([left], [right]) => left - right),
    columns: [
      ["start", "date", ([start]) => localStart(start, cells.talkHours)],
      ["messages", "count", ([, sums]) => sums.messages],
    ],
  });

/** From the hours themselves, where steps are hours; else from the week of the whole log, which knows no time. */
const week = (cells: Cells, { choice, texts }: View): Table | undefined => {
  const isTimed = choice.since !== undefined || choice.until !== undefined;
  if (isTimed && cells.talkHours > 1) return undefined;
  const counts = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0));
  const add = (hour: number, messages: number): void => {
    const row = counts[Math.floor(hour / 24)];
    if (row) row[hour % 24] = (row[hour % 24] ?? 0) + messages;
  };
  if (cells.talkHours === 1) {
    for (const index of indexes(cells.talk, choice))
      add(hourOfWeek(at(cells.talk.start, index)), at(cells.talk.messages, index));
  } else {
    for (const [index, hour] of cells.week.hour.entries()) {
      if (choice.client !== undefined && cells.week.client[index] !== choice.client) continue;
      if (choice.room !== undefined && cells.week.room[index] !== choice.room) continue;
      add(hour, at(cells.week.messages, index));
    }
  }
  return weekTable(counts, texts);
};

const hourOfWeek = (hour: number): number => (((hour + 72) % 168) + 168) % 168;

const weekTable = (counts: readonly number[][], texts: Texts): Table => ({
  key: "activity-week",
  title: texts.tables["activity-week"],
  columns: [
    { key: "weekday", title: texts.columns.weekday, kind: "text" },
    ...Array.from(
      { length: 24 },
      (_, hour) => ({ key: "hour", part: String(hour), title: String(hour), kind: "count" }) as const,
    ),
  ],
  rows: counts.map((hours, weekday) => [texts.weekdays[weekday] ?? "", ...hours]),
});

const lengths = (cells: Cells, { choice, texts }: View): Table => {
  const counts = sessionBars.map(() => 0);
  for (const index of indexes(cells.stays, choice)) {
    if (at(cells.stays.ended, index) === 0) continue;
    const bar = at(cells.stays.bar, index);
    counts[bar] = (counts[bar] ?? 0) + at(cells.stays.count, index);
  }
  return tableOf(texts, {
    key: "session-lengths",
    bar: "count",
    rows: sessionBars.map((from, bar) => ({
      from,
      to: sessionBars[bar + 1] ?? null,
      count: counts[bar] ?? 0,
    })),
    columns: [
      ["from", "duration", (row) => row.from],
      ["to", "duration", (row) => row.to],
      ["count", "count", (row) => row.count],
    ],
  });
};

const sessions = (cells: Cells, { choice, texts }: View): Table => {
  const chosen = indexes(cells.stays, choice);
  const sums = (isEnded: number) => {
    const some = chosen.filter((index) => at(cells.stays.ended, index) === isEnded);
    const count = some.reduce((sum, index) => sum + at(cells.stays.count, index), 0);
    const total = some.reduce((sum, index) => sum + at(cells.stays.sumMs, index), 0);
    return { state: isEnded === 1 ? texts.states.ended : texts.states.cut, count, total };
  };
  return tableOf(texts, {
    key: "sessions",
    rows: [sums(1), sums(0)],
    columns: [
      ["kind", "text", (row) => row.state],
      ["count", "count", (row) => row.count],
      ["total", "duration", (row) => row.total],
      ["mean", "duration", (row) => (row.count === 0 ? null : row.total / row.count)],
    ],
  });
};

const countsBy = (cells: Cells, choice: Choice, key: "status" | "via"): Array<[number, number]> => {
  const counts = new Map<number, number>();
  for (const index of indexes(cells.stays, choice)) {
    const value = at(cells.stays[key], index);
    counts.set(value, (counts.get(value) ?? 0) + at(cells.stays.count, index));
  }
  return [...counts].sort(([, left], [, right]) => right - left);
};

const statuses = (cells: Cells, { choice, texts }: View): Table => {
  const rows = countsBy(cells, choice, "status").map(([status, count]) => ({
    status: cells.statuses[status] ?? "",
    count,
  }));
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  return tableOf(texts, {
    key: "disconnects",
    bar: "count",
    rows,
    columns: [
      ["status", "status", (row) => row.status],
      ["kind", "text", (row) => texts.endings[endingKind(row.status)]],
      ["count", "count", (row) => row.count],
      ["share", "share", (row) => row.count / total],
    ],
  });
};

interface View {
  readonly choice: Choice;
  readonly texts: Texts;
}

/** The tables that a choice can be made in; of the others, the page shows the whole log. */
export const chosen = (cells: Cells, choice: Choice, texts: Texts): Chosen => {
  const view = { choice, texts };
  const totals = totalsOf(cells, choice);
  const tables = [
    overview(totals, cells, view),
    clients(totals, cells, view),
    rooms(totals, cells, view),
    timeline(totals, cells, view),
    week(cells, view),
    lengths(cells, view),
    sessions(cells, view),
    statuses(cells, view),
  ];
  return {
    tables: new Map(tables.flatMap((table) => (table ? [[table.key, table] as const] : []))),
    step: stepOf[cells.talkHours] ?? "day",
  };
};

/** Tables that are of sessions only, which are in no room. */
export const roomless: ReadonlySet<TableKey> = new Set(["session-lengths", "sessions", "disconnects"]);

/** The step of the timelines of a whole report. */
export const stepIn = (report: Report, key: TableKey): Step =>
  (key === "online-timeline" ? report.online?.step : report.activity?.step) ?? "day";
