import type { Table } from "../../output/table.ts";
import { base, categoryAxis, tooltip, type Option } from "./common.ts";
import { numberOf, textsIn, type ChartContext } from "./context.ts";

/** Hours across, weekdays down; the darker, the more. */
export const week = (table: Table, context: ChartContext): Option => {
  const { palette, texts, writer } = context;
  const days = textsIn(table, 0);
  const data = table.rows.flatMap((row, weekday) =>
    row.slice(1).map((cell, hour): [number, number, number] => [hour, weekday, numberOf(cell)]),
  );
  const values = data.map(([, , value]) => value);
  const max = Math.max(0, ...values);
  const min = Math.min(...values);
  // If all hours are much alike, the chart shows their differences.
  const from = min > max / 2 ? min : 0;
  const axis = { splitLine: { show: false }, axisLine: { show: false } };
  return {
    ...base(context),
    grid: { left: 8, right: 8, top: 4, bottom: 40, containLabel: true },
    xAxis: {
      ...categoryAxis(
        context,
        Array.from({ length: 24 }, (_, hour) => String(hour)),
      ),
      ...axis,
    },
    yAxis: { ...categoryAxis(context, days), ...axis, inverse: true },
    visualMap: {
      min: from,
      max: max === 0 ? 1 : max,
      calculable: false,
      orient: "horizontal",
      left: "center",
      bottom: 0,
      itemWidth: 10,
      itemHeight: 160,
      text: [writer.cell(max, "number"), writer.cell(from, "number")],
      textStyle: { color: palette.quiet },
      inRange: { color: [...palette.heat] },
    },
    tooltip: {
      ...tooltip(context),
      trigger: "item",
      formatter: ({ value }: { value: unknown }) => tip(value, { days, texts, writer }),
    },
    series: [
      {
        type: "heatmap",
        data,
        itemStyle: { borderColor: palette.surface, borderWidth: 2, borderRadius: 4 },
        emphasis: { itemStyle: { borderColor: palette.text, borderWidth: 1 } },
      },
    ],
  };
};

const tip = (
  value: unknown,
  { days, writer }: { days: readonly string[] } & Pick<ChartContext, "texts" | "writer">,
): string => {
  if (!Array.isArray(value)) return "";
  const [hour, weekday, count] = value.map(Number);
  return `${days[weekday ?? 0] ?? ""} ${hour ?? 0}:00  ${writer.cell(count ?? 0, "number")}`;
};
