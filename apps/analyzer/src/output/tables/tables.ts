import type { Report, SectionKey } from "@beseda/protocol";
import type { Texts } from "../../locale/en.ts";
import { tellsPresence } from "../presence.ts";
import type { Writer } from "../writer.ts";
import type { Table } from "../table.ts";
import { clientTables, roomTables } from "./clients.ts";
import { disconnectTables } from "./disconnects.ts";
import { compareTables, growthTables } from "./growth.ts";
import { connectionTables, damageTables, qualityTables, safetyTables } from "./health.ts";
import { overviewTables, typeTables } from "./overview.ts";
import { fileTables } from "./files.ts";
import { reactionTables } from "./reactions.ts";
import { sessionTables } from "./sessions.ts";
import { conversationTables, wordTables } from "./talk.ts";
import { activityTables, onlineTables } from "./time.ts";

export type Sections = ReadonlyArray<readonly [SectionKey | "damage", readonly Table[]]>;

/** The tables of a report by section, in reading order: the one source of every output but JSON. */
export const sectionsOf = (report: Report, texts: Texts, writer: Writer): Sections => {
  const sections: Sections = [
    ["overview", report.overview ? overviewTables(report.overview, report, texts) : []],
    ["clients", report.clients ? clientTables(report.clients, texts) : []],
    ["rooms", report.rooms ? roomTables(report.rooms, texts) : []],
    ["sessions", report.sessions ? sessionTables(report.sessions, texts) : []],
    ["disconnects", report.disconnects ? disconnectTables(report.disconnects, texts) : []],
    ["online", report.online ? onlineTables(report.online, texts) : []],
    [
      "activity",
      report.activity ? activityTables(report.activity, texts, (local) => writer.date(local)) : [],
    ],
    ["conversations", report.conversations ? conversationTables(report.conversations, texts) : []],
    ["words", report.words ? wordTables(report.words, texts) : []],
    ["reactions", report.reactions ? reactionTables(report.reactions, texts) : []],
    ["files", report.files ? fileTables(report.files, texts) : []],
    ["growth", report.growth ? growthTables(report.growth, texts) : []],
    [
      "compare",
      report.compare ? compareTables(report.compare, texts, (cell, kind) => writer.cell(cell, kind)) : [],
    ],
    ["connections", report.connections ? connectionTables(report.connections, texts) : []],
    ["safety", report.safety ? safetyTables(report.safety, texts) : []],
    [
      "quality",
      [
        ...(report.quality ? qualityTables(report.quality, texts) : []),
        ...(report.overview ? typeTables(report.overview, texts) : []),
      ],
    ],
    ["damage", damageTables(report, texts)],
  ];
  return sections.filter(([, tables]) => tables.length > 0);
};

const ofPresence: ReadonlySet<SectionKey | "damage"> = new Set([
  "sessions",
  "disconnects",
  "online",
  "connections",
]);

/** The sections that have content for a person. */
export const telling = (sections: Sections, { overview }: Report): Sections => {
  if (!overview || tellsPresence(overview)) return sections;
  return sections.filter(([key]) => !ofPresence.has(key));
};

/** All tables, empty ones too. */
export const tablesOf = (report: Report, texts: Texts, writer: Writer): Table[] =>
  sectionsOf(report, texts, writer).flatMap(([, tables]) => tables);

export const hasRows = ({ rows }: Table): boolean => rows.length > 0;
