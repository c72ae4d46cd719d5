import { BarChart, ChordChart, HeatmapChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent, VisualMapComponent } from "echarts/components";
import { init, registerLocale, use, type EChartsType } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import russian from "echarts/i18n/langRU-obj.js";
import type { Locale } from "@beseda/protocol";
import type { Option } from "./common.ts";

use([
  BarChart,
  ChordChart,
  HeatmapChart,
  LineChart,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  VisualMapComponent,
  SVGRenderer,
]);
registerLocale("RU", russian);

const isCalm = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

export type Medium = "screen" | "paper";

export interface DrawOptions {
  readonly locale: Locale;
  readonly medium: Medium;
}

/** Width of a chart on paper, which is as wide as the sheet. */
const paperWidth = 720;

/** Draws a chart as SVG, on the screen again when its place resizes. Returns a function that removes it. */
export const draw = (place: HTMLElement, option: Option, { locale, medium }: DrawOptions): (() => void) => {
  const isOnPaper = medium === "paper";
  const chart: EChartsType = init(place, undefined, {
    renderer: "svg",
    locale: locale === "ru" ? "RU" : "EN",
    ...(isOnPaper && { width: paperWidth }),
  });
  const moves = !isOnPaper && !isCalm() && option["animation"] !== false;
  chart.setOption({ ...option, animation: moves });
  if (isOnPaper) {
    place.querySelector("svg")?.setAttribute("viewBox", `0 0 ${chart.getWidth()} ${chart.getHeight()}`);
    return () => chart.dispose();
  }
  const watcher = new ResizeObserver(() => chart.resize());
  watcher.observe(place);
  return () => {
    watcher.disconnect();
    chart.dispose();
  };
};
