import type { EndingKind } from "@beseda/protocol";
import { endingKind } from "../../folds/ending.ts";
import type { Table } from "../../output/table.ts";
import { base, categoryAxis, legend, nameAxis, valueAxis, type Option } from "./common.ts";
import { namesIn, numbersIn, textOf, type ChartContext } from "./context.ts";

/** So many rows are drawn; the table has them all. */
const drawnRows = 15;

interface NamedBars {
  readonly name: number;
  readonly value: number;
  readonly color?: (row: Table["rows"][number]) => string;
  readonly isDuration?: boolean;
}

/** Bars beside names, the longest first. */
export const namedBars =
  ({ name, value, color, isDuration = false }: NamedBars) =>
  (table: Table, context: ChartContext): Option => {
    const rows = table.rows.slice(0, drawnRows);
    const shown = { ...table, rows };
    const format = isDuration ? (ms: number): string => context.writer.duration(ms) : undefined;
    return {
      ...base(context),
      grid: { left: 8, right: 72, top: 4, bottom: 4, containLabel: true },
      xAxis: { ...valueAxis(context, format), show: false },
      yAxis: nameAxis(context, namesIn(shown, name, context)),
      series: [
        {
          type: "bar",
          name: table.columns[value]?.title ?? "",
          barMaxWidth: 18,
          label: {
            show: true,
            position: "right",
            color: context.palette.quiet,
            formatter: ({ value: shownValue }: { value: unknown }) =>
              context.writer.cell(Number(shownValue), isDuration ? "duration" : "count"),
          },
          tooltip: { show: false },
          data: rows.map((row, index) => ({
            value: numbersIn(shown, value)[index] ?? 0,
            itemStyle: { color: color?.(row) ?? context.palette.accent, borderRadius: [0, 4, 4, 0] },
          })),
        },
      ],
      tooltip: { show: false },
    };
  };

/** Endings in the colours of their kinds. */
export const endings = (table: Table, context: ChartContext): Option =>
  namedBars({
    name: 0,
    value: 2,
    color: (row) => context.palette.endings[endingKind(textOf(row[0])) satisfies EndingKind],
  })(table, context);

/** Sessions by length: each bar is named by where it begins. */
export const lengths = (table: Table, context: ChartContext): Option => {
  const { writer, palette } = context;
  const froms = numbersIn(table, 0);
  const names = table.rows.map((row, index) =>
    row[1] === null ? `≥ ${writer.duration(froms[index] ?? 0)}` : `< ${writer.duration(Number(row[1]))}`,
  );
  return {
    ...base(context),
    xAxis: { ...categoryAxis(context, names), axisLabel: { color: palette.quiet, rotate: 40, fontSize: 11 } },
    yAxis: valueAxis(context),
    series: [column(table.columns[2]?.title ?? "", numbersIn(table, 2), palette.accent)],
  };
};

const column = (name: string, data: readonly number[], color: string): Option => ({
  type: "bar",
  name,
  data: [...data],
  barCategoryGap: "18%",
  itemStyle: { color, borderRadius: [4, 4, 0, 0] },
});

/** One of several on top of each other. */
const stackedColumn = (name: string, data: readonly number[], color: string): Option => ({
  type: "bar",
  name,
  data: [...data],
  stack: "all",
  barCategoryGap: "18%",
  itemStyle: { color },
});

/** A column for each hour of the day. */
export const hours = (table: Table, context: ChartContext): Option => ({
  ...base(context),
  xAxis: categoryAxis(
    context,
    table.rows.map((_, hour) => String(hour)),
  ),
  yAxis: valueAxis(context),
  series: [column(table.columns[1]?.title ?? "", numbersIn(table, 1), context.palette.accent)],
});

/** All ends of an hour, with the abnormal ones of them. */
export const endingHours = (table: Table, context: ChartContext): Option => {
  const total = numbersIn(table, 1);
  const abnormal = numbersIn(table, 2);
  const { palette, texts } = context;
  const others = total.map((count, hour) => count - (abnormal[hour] ?? 0));
  return {
    ...base(context),
    ...legend(context),
    grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true },
    xAxis: categoryAxis(
      context,
      table.rows.map((_, hour) => String(hour)),
    ),
    yAxis: valueAxis(context),
    series: [
      stackedColumn(texts.columns.abnormal, abnormal, palette.endings.abnormal),
      stackedColumn(texts.others, others, palette.endings.clean),
    ],
  };
};

/** New, kept and returned clients on top of each other; lost ones below. */
export const weeks = (table: Table, context: ChartContext): Option => {
  const { palette } = context;
  const colors = [palette.series[1], palette.series[0], palette.series[2]];
  const stacked = [2, 3, 4].map((index, at) =>
    stackedColumn(table.columns[index]?.title ?? "", numbersIn(table, index), colors[at] ?? palette.accent),
  );
  const lost = numbersIn(table, 5).map((count) => -count);
  return {
    ...base(context),
    ...legend(context),
    grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true },
    xAxis: categoryAxis(context, namesIn(table, 0, context)),
    yAxis: valueAxis(context),
    series: [...stacked, stackedColumn(table.columns[5]?.title ?? "", lost, palette.endings.server)],
  };
};
