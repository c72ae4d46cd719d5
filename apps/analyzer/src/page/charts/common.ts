import type { EChartsCoreOption } from "echarts/core";
import type { ChartContext } from "./context.ts";

export type Option = EChartsCoreOption;

const font = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';

/** Tooltips are drawn, not laid out: the page allows no styles but its own. */
export const tooltip = ({ palette }: ChartContext): Option => ({
  trigger: "axis",
  renderMode: "richText",
  confine: true,
  backgroundColor: palette.surface,
  borderColor: palette.line,
  borderWidth: 1,
  padding: [8, 12],
  textStyle: { color: palette.text, fontFamily: font, fontSize: 13 },
  axisPointer: {
    type: "shadow",
    shadowStyle: { color: palette.quiet, opacity: 0.12 },
    lineStyle: { color: palette.quiet },
  },
});

/** The options that all charts have in common. */
export const base = (context: ChartContext): Option => ({
  textStyle: { fontFamily: font, color: context.palette.text },
  animationDuration: 350,
  grid: { left: 8, right: 16, top: 16, bottom: 8, containLabel: true },
  tooltip: tooltip(context),
});

export const valueAxis = ({ palette, writer }: ChartContext, format?: (value: number) => string): Option => ({
  type: "value",
  minInterval: format ? 0 : 1,
  axisLabel: {
    color: palette.quiet,
    formatter: format ?? ((value: number): string => writer.cell(value, "number")),
  },
  splitLine: { lineStyle: { color: palette.line } },
  splitNumber: 4,
});

export const categoryAxis = ({ palette }: ChartContext, data: readonly string[]): Option => ({
  type: "category",
  data: [...data],
  axisLabel: { color: palette.quiet, hideOverlap: true },
  axisLine: { lineStyle: { color: palette.line } },
  axisTick: { show: false },
});

/** Long names are cut if they would leave no room for the bars. */
export const nameAxis = (context: ChartContext, data: readonly string[]): Option => ({
  ...categoryAxis(context, data),
  inverse: true,
  axisLabel: { color: context.palette.text, width: 165, overflow: "truncate" },
  axisLine: { show: false },
});

export const legend = ({ palette }: ChartContext): Option => ({
  legend: {
    top: 0,
    right: 0,
    textStyle: { color: palette.quiet },
    itemWidth: 12,
    itemHeight: 12,
    icon: "roundRect",
  },
});
