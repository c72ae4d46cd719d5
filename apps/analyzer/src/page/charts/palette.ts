import type { EndingKind } from "@beseda/protocol";

/** Colours of the charts on a light or on a dark page. */
export interface Palette {
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  readonly surface: string;
  readonly accent: string;
  readonly second: string;
  readonly series: readonly string[];
  readonly heat: readonly [string, string, string];
  readonly endings: Readonly<Record<EndingKind, string>>;
}

/* The colours of the chat's `tokens.css`, as numbers: what mixes colours here knows no oklch. */

export const light: Palette = {
  text: "#182727",
  quiet: "#505e5d",
  line: "#dbd9d0",
  surface: "#fffefd",
  accent: "#0f665b",
  second: "#a56222",
  series: ["#007d6e", "#985611", "#6e5aa4", "#a14b46", "#0072a1", "#6e6e00", "#8a508d", "#387a3d"],
  heat: ["#e7f3f0", "#68b5a6", "#00433c"],
  endings: { clean: "#0f665b", abnormal: "#ac3031", moderated: "#a56222", server: "#505e5d" },
};

export const dark: Palette = {
  text: "#e7e9e3",
  quiet: "#a1aaa6",
  line: "#2b3535",
  surface: "#1d2727",
  accent: "#70c3b3",
  second: "#eeba70",
  series: ["#65ccbc", "#ddae6c", "#bcabf1", "#f19e97", "#74c2ee", "#bbbd70", "#d8a1db", "#8fc990"],
  heat: ["#253030", "#2c776e", "#8ae1ce"],
  endings: { clean: "#70c3b3", abnormal: "#f7958d", moderated: "#eeba70", server: "#a1aaa6" },
};
