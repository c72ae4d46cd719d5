import type { Step } from "@beseda/protocol";
import type { Table } from "../../output/table.ts";
import { base, legend, valueAxis, type Option } from "./common.ts";
import { numbersIn, textsIn, type ChartContext } from "./context.ts";

const minute = 60_000;
const day = 24 * 60 * minute;
const widths: Readonly<Record<Step, number>> = {
  minute,
  "5-minutes": 5 * minute,
  "15-minutes": 15 * minute,
  hour: 60 * minute,
  "6-hours": 6 * 60 * minute,
  day,
  week: 7 * day,
  month: 30 * day,
};
/** More points than pixels are no use. */
const mostPoints = 6000;

type Point = [number, number];

const timeOf = (start: string): number =>
  Date.parse(`${start.replace(" ", "T")}${start.length > 10 ? "Z" : ""}`);

/** The steps that are in the table, and zeros for those that are not. */
const points = (table: Table, column: number, step: Step): Point[] => {
  const values = numbersIn(table, column);
  const times = textsIn(table, 0).map(timeOf);
  const known = new Map(times.map((time, index) => [time, values[index] ?? 0]));
  const first = times[0] ?? 0;
  const last = times.at(-1) ?? 0;
  const width = widths[step];
  if ((last - first) / width > mostPoints) return times.map((time, index) => [time, values[index] ?? 0]);
  return Array.from({ length: Math.round((last - first) / width) + 1 }, (_, index): Point => {
    const time = first + index * width;
    return [time, known.get(time) ?? 0];
  });
};

const dates = { year: "{yyyy}", month: "{MMM}", day: "{d} {MMM}", hour: "{HH}:{mm}", minute: "{HH}:{mm}" };

const axes = (context: ChartContext): Option => ({
  useUTC: true,
  xAxis: {
    type: "time",
    axisLabel: { color: context.palette.quiet, hideOverlap: true, formatter: dates },
    axisLine: { lineStyle: { color: context.palette.line } },
    axisTick: { show: false },
  },
  yAxis: valueAxis(context),
});

const area = (name: string, data: readonly Point[], color: string): Option => ({
  type: "line",
  name,
  data: [...data],
  showSymbol: data.length < 3,
  symbolSize: 5,
  lineStyle: { width: 1.5, color },
  itemStyle: { color },
  areaStyle: { color, opacity: 0.16 },
});

export const messages = (table: Table, context: ChartContext): Option => ({
  ...base(context),
  ...axes(context),
  series: [area(table.columns[1]?.title ?? "", points(table, 1, context.step), context.palette.accent)],
});

export const online = (table: Table, context: ChartContext): Option => {
  const { palette, step } = context;
  const peak = points(table, 2, step);
  return {
    ...base(context),
    ...axes(context),
    ...legend(context),
    grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true },
    series: [
      area(table.columns[1]?.title ?? "", rounded(points(table, 1, step)), palette.accent),
      {
        type: "line",
        name: table.columns[2]?.title ?? "",
        data: peak,
        showSymbol: peak.length < 3,
        lineStyle: { width: 1, color: palette.second, opacity: 0.8 },
        itemStyle: { color: palette.second },
      },
    ],
  };
};

const rounded = (values: readonly Point[]): Point[] =>
  values.map(([time, value]) => [time, Math.round(value * 100) / 100]);
