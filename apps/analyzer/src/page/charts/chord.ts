import type { Table } from "../../output/table.ts";
import { base, tooltip, type Option } from "./common.ts";
import { numbersIn, textsIn, type ChartContext } from "./context.ts";

/** More people than this make a ball of wool. */
const mostPeople = 14;

/** Draws who answers whom: a ribbon from one to the other, as wide as there are answers. */
export const chord = (table: Table, context: ChartContext): Option => {
  const { palette, writer } = context;
  const from = textsIn(table, 0);
  const to = textsIn(table, 1);
  const counts = numbersIn(table, 2);
  const weights = new Map<string, number>();
  for (const [index, count] of counts.entries()) {
    for (const name of [from[index] ?? "", to[index] ?? ""])
      weights.set(name, (weights.get(name) ?? 0) + count);
  }
  const people = [...weights].sort(([, left], [, right]) => right - left).slice(0, mostPeople);
  const shown = new Set(people.map(([name]) => name));
  return {
    ...base(context),
    tooltip: {
      ...tooltip(context),
      trigger: "item",
      formatter: ({ name, value }: { name: string; value: unknown }) =>
        `${name.replace(" > ", " → ")}  ${writer.cell(Number(value), "count")}`,
    },
    series: [
      {
        type: "chord",
        radius: ["66%", "74%"],
        padAngle: 2,
        label: { show: true, color: palette.text, fontSize: 12 },
        lineStyle: { color: "source", opacity: 0.35 },
        emphasis: { focus: "adjacency" },
        data: people.map(([name], index) => ({
          name,
          itemStyle: { color: palette.series[index % palette.series.length] },
        })),
        links: counts.flatMap((value, index) => {
          const source = from[index] ?? "";
          const target = to[index] ?? "";
          return shown.has(source) && shown.has(target) ? [{ source, target, value }] : [];
        }),
      },
    ],
  };
};
