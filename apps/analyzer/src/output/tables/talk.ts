import type { ConversationsReport, WordsReport } from "@beseda/protocol";
import type { Texts } from "../../locale/en.ts";
import { factsOf, tableOf, type Table, type TableKey } from "../table.ts";

const people = (texts: Texts, key: TableKey, rows: ConversationsReport["starters"]): Table =>
  tableOf(texts, {
    key,
    rows,
    bar: "count",
    columns: [
      ["client", "text", (row) => row.client_id],
      ["name", "text", (row) => row.name],
      ["count", "count", (row) => row.count],
    ],
  });

const facts = (report: ConversationsReport, texts: Texts): Table =>
  factsOf(texts, "conversations", [
    ["conversations", "count", report.count],
    ["conversationLength", "duration", report.length.median_ms],
    ["conversationMessages", "count", report.median_messages],
    ["conversationPeople", "number", report.mean_people],
    ["waitMedian", "duration", report.responses.median_ms],
    ["waitP90", "duration", report.responses.p90_ms],
    ...(report.short_by > 0 ? ([["shortBy", "count", report.short_by]] as const) : []),
  ]);

const pairs = (report: ConversationsReport, texts: Texts): Table =>
  tableOf(texts, {
    key: "pairs",
    rows: report.pairs,
    bar: "responses",
    columns: [
      ["who", "text", (row) => row.from_name],
      ["whom", "text", (row) => row.to_name],
      ["responses", "count", (row) => row.responses],
      ["median", "duration", (row) => row.median_ms],
      ["p90", "duration", (row) => row.p90_ms],
    ],
  });

const replies = (report: ConversationsReport, texts: Texts): Table =>
  tableOf(texts, {
    key: "replies",
    rows: report.replies,
    bar: "count",
    columns: [
      ["who", "text", (row) => row.from_name],
      ["whom", "text", (row) => row.to_name],
      ["count", "count", (row) => row.count],
    ],
  });

const monologues = (report: ConversationsReport, texts: Texts): Table =>
  tableOf(texts, {
    key: "monologues",
    rows: report.monologues,
    bar: "messages",
    columns: [
      ["client", "text", (row) => row.client_id],
      ["name", "text", (row) => row.name],
      ["room", "text", (row) => row.room],
      ["messages", "count", (row) => row.messages],
      ["start", "time", (row) => row.start],
    ],
  });

export const conversationTables = (report: ConversationsReport, texts: Texts): Table[] => [
  facts(report, texts),
  pairs(report, texts),
  replies(report, texts),
  people(texts, "starters", report.starters),
  people(texts, "responders", report.first_responders),
  monologues(report, texts),
];

export const wordTables = (report: WordsReport, texts: Texts): Table[] => [
  factsOf(texts, "words", [
    ["messages", "count", report.messages],
    ["words", "count", report.words],
    ["characters", "count", report.characters],
    ["vocabulary", "count", report.vocabulary],
    ["questions", "count", report.questions],
    ["shouts", "count", report.shouts],
    ["links", "count", report.links],
    ["emoji", "count", report.emoji],
    ["actions", "count", report.actions],
    ["cyrillic", "count", report.scripts.cyrillic],
    ["latin", "count", report.scripts.latin],
    ...(report.short_by > 0 ? ([["shortBy", "count", report.short_by]] as const) : []),
  ]),
  tableOf(texts, {
    key: "top-words",
    rows: report.top_words,
    bar: "count",
    columns: [
      ["word", "text", (row) => row.word],
      ["count", "count", (row) => row.count],
      ["forms", "text", (row) => row.forms.slice(1).join(", ")],
    ],
  }),
  tableOf(texts, {
    key: "top-emoji",
    rows: report.top_emoji,
    bar: "count",
    columns: [
      ["emoji", "text", (row) => row.emoji],
      ["count", "count", (row) => row.count],
    ],
  }),
  tableOf(texts, {
    key: "domains",
    rows: report.domains,
    bar: "count",
    columns: [
      ["domain", "text", (row) => row.domain],
      ["count", "count", (row) => row.count],
    ],
  }),
];
