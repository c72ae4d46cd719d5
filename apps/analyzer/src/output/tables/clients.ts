import type { ClientsReport, RoomsReport } from "@beseda/protocol";
import type { Texts } from "../../locale/en.ts";
import { tableOf, type Table } from "../table.ts";

export const clientTables = (report: ClientsReport, texts: Texts): Table[] => [
  tableOf(texts, {
    key: "clients",
    rows: report.rows,
    bar: "messages",
    columns: [
      ["client", "text", (row) => row.client_id],
      ["name", "text", (row) => row.names.at(-1) ?? null],
      ["messages", "count", (row) => row.messages],
      ["share", "share", (row) => row.share],
      ["sessions", "count", (row) => row.sessions],
      ["present", "duration", (row) => row.present_ms],
      ["onlineNow", "text", (row) => (row.is_online === true ? texts.yes : null)],
      ["last", "time", (row) => row.last_seen],
      ["first", "time", (row) => row.first_seen],
      ["words", "count", (row) => row.words],
      ["characters", "count", (row) => row.characters],
      ["meanLength", "number", (row) => row.mean_length],
      ["medianLength", "count", (row) => row.median_length],
      ["response", "duration", (row) => row.median_response_ms],
      ["perHour", "number", (row) => row.messages_per_online_hour],
      ["online", "duration", (row) => row.online_ms],
      ["activeDays", "count", (row) => row.active_days],
      ["streak", "count", (row) => row.longest_streak_days],
      ["replies", "count", (row) => row.replies],
      ["mentions", "count", (row) => row.mentions],
      ["mentioned", "count", (row) => row.mentioned],
      ["questions", "count", (row) => row.questions],
      ["shouts", "count", (row) => row.shouts],
      ["links", "count", (row) => row.links],
      ["emoji", "count", (row) => row.emoji],
      ["favouriteRoom", "text", (row) => row.favourite_room],
      ["favouriteHour", "hour", (row) => row.favourite_hour],
      ["names", "text", (row) => row.names.join(", ")],
    ],
  }),
];

export const roomTables = (report: RoomsReport, texts: Texts): Table[] => [
  tableOf(texts, {
    key: "rooms",
    rows: report.rows,
    bar: "messages",
    columns: [
      ["room", "text", (row) => row.room],
      ["messages", "count", (row) => row.messages],
      ["share", "share", (row) => row.share],
      ["speakers", "count", (row) => row.speakers],
      ["words", "count", (row) => row.words],
      ["joined", "count", (row) => row.joined],
      ["left", "count", (row) => row.left],
      ["last", "time", (row) => row.last],
      ["first", "time", (row) => row.first],
    ],
  }),
];
