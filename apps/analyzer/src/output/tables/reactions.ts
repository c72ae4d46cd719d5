import type { ReactionsReport } from "@beseda/protocol";
import type { Texts } from "../../locale/en.ts";
import { factsOf, tableOf, type Table } from "../table.ts";

const people = (
  texts: Texts,
  key: "reactions-given" | "reactions-received",
  rows: ReactionsReport["given"],
): Table =>
  tableOf(texts, {
    key,
    rows,
    bar: "reactions",
    columns: [
      ["client", "text", (row) => row.client_id],
      ["name", "text", (row) => row.name],
      ["reactions", "count", (row) => row.count],
    ],
  });

export const reactionTables = (report: ReactionsReport, texts: Texts): Table[] => [
  factsOf(texts, "reactions", [
    ["reactions", "count", report.count],
    ["reactedMessages", "count", report.reacted_messages],
    ["reactedPeople", "count", report.people],
    ["withdrawn", "count", report.withdrawn],
    ["edits", "count", report.edits],
    ["editedMessages", "count", report.edited_messages],
    ["deletedMessages", "count", report.deleted],
    ["pinnedMessages", "count", report.pinned],
  ]),
  tableOf(texts, {
    key: "reaction-emoji",
    rows: report.emoji,
    bar: "reactions",
    columns: [
      ["emoji", "text", (row) => row.emoji],
      ["reactions", "count", (row) => row.count],
    ],
  }),
  people(texts, "reactions-given", report.given),
  people(texts, "reactions-received", report.received),
  tableOf(texts, {
    key: "reacted-messages",
    rows: report.messages,
    bar: "reactions",
    columns: [
      ["message", "text", (row) => `#${row.seq}`],
      ["name", "text", (row) => row.name],
      ["room", "text", (row) => row.room],
      ["reactions", "count", (row) => row.count],
      ["emoji", "text", (row) => row.emoji.join(" ")],
    ],
  }),
];
