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

/** Draws a chart as SVG, and again when there is more or less room. Returns what takes it away. */
export const draw = (place: HTMLElement, option: Option, locale: Locale): (() => void) => {
  const chart: EChartsType = init(place, undefined, {
    renderer: "svg",
    locale: locale === "ru" ? "RU" : "EN",
  });
  chart.setOption({ ...option, animation: !isCalm() && option["animation"] !== false });
  const watcher = new ResizeObserver(() => chart.resize());
  watcher.observe(place);
  return () => {
    watcher.disconnect();
    chart.dispose();
  };
};
