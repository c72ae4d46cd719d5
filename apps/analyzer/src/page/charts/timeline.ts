import type { Table } from "../../output/table.ts";
import { base, legend, valueAxis, type Option } from "./common.ts";
import { numbersIn, textsIn, type ChartContext } from "./context.ts";
import { counts, levels, type Point } from "./points.ts";

const timeOf = (start: string): number =>
  Date.parse(`${start.replace(" ", "T")}${start.length > 10 ? "Z" : ""}`);

/** The steps that are in the table. */
const pointsIn = (table: Table, column: number): Point[] => {
  const values = numbersIn(table, column);
  return textsIn(table, 0).map((start, index): Point => [timeOf(start), values[index] ?? 0]);
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
  series: [
    area(table.columns[1]?.title ?? "", counts(pointsIn(table, 1), context.step), context.palette.accent),
  ],
});

export const online = (table: Table, context: ChartContext): Option => {
  const { palette, step } = context;
  const peak = levels(pointsIn(table, 2), step);
  return {
    ...base(context),
    ...axes(context),
    ...legend(context),
    grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true },
    series: [
      area(table.columns[1]?.title ?? "", rounded(levels(pointsIn(table, 1), step)), palette.accent),
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
