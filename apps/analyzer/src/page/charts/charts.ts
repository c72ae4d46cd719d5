import type { Table, TableKey } from "../../output/table.ts";
import { endingHours, endings, hours, lengths, namedBars, weeks } from "./bars.ts";
import { chord } from "./chord.ts";
import type { Option } from "./common.ts";
import type { ChartContext } from "./context.ts";
import { messages, online } from "./timeline.ts";
import { week } from "./week.ts";

export interface Chart {
  readonly option: (table: Table, context: ChartContext) => Option;
  /** Height in pixels; by the number of bars if there are names beside them. */
  readonly height: (table: Table) => number;
  /** Whether it needs the whole width of the page. */
  readonly isWide: boolean;
}

const fixed = (pixels: number) => (): number => pixels;
const byRows = ({ rows }: Table): number => Math.max(90, Math.min(15, rows.length) * 27 + 16);

const bars = (name: number, value: number, isDuration = false): Chart => ({
  option: namedBars({ name, value, isDuration }),
  height: byRows,
  isWide: false,
});

/** The tables that have a chart before them. */
export const charts: Partial<Record<TableKey, Chart>> = {
  clients: bars(1, 2),
  rooms: bars(0, 1),
  "session-lengths": { option: lengths, height: fixed(280), isWide: false },
  "sessions-by-client": bars(1, 3, true),
  "sessions-by-hour": { option: hours, height: fixed(240), isWide: false },
  disconnects: { option: endings, height: byRows, isWide: false },
  "close-codes": bars(0, 1),
  "disconnects-by-hour": { option: endingHours, height: fixed(260), isWide: false },
  "online-timeline": { option: online, height: fixed(260), isWide: true },
  "online-week": { option: week, height: fixed(280), isWide: false },
  "activity-timeline": { option: messages, height: fixed(260), isWide: true },
  "activity-week": { option: week, height: fixed(280), isWide: false },
  pairs: { option: chord, height: fixed(420), isWide: false },
  starters: bars(1, 2),
  responders: bars(1, 2),
  "top-words": bars(0, 1),
  "top-emoji": bars(0, 1),
  domains: bars(0, 1),
  "file-types": bars(0, 2),
  "file-people": bars(1, 3),
  "reaction-emoji": bars(0, 1),
  "reactions-given": bars(1, 2),
  "reactions-received": bars(1, 2),
  weeks: { option: weeks, height: fixed(300), isWide: true },
  connections: bars(0, 1),
  programs: bars(0, 1),
};
