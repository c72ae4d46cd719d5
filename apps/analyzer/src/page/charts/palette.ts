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

export const light: Palette = {
  text: "#1d2733",
  quiet: "#5b6878",
  line: "#dfe5ec",
  surface: "#ffffff",
  accent: "#2563c9",
  second: "#e07a2f",
  series: ["#2563c9", "#0f9d8a", "#e07a2f", "#b13a7a", "#6b54c9", "#7a8a1e", "#c23b3b", "#4b7f9e"],
  heat: ["#eef3fa", "#7fa8e6", "#173f8a"],
  endings: { clean: "#0f9d8a", abnormal: "#c8423f", moderated: "#d99a1c", server: "#6b7a8c" },
};

export const dark: Palette = {
  text: "#e6ecf3",
  quiet: "#9aa9ba",
  line: "#2c3947",
  surface: "#17202b",
  accent: "#6ea8ff",
  second: "#f0a15f",
  series: ["#6ea8ff", "#3fcfb8", "#f0a15f", "#e57fb3", "#a695f5", "#c1cf58", "#f07f7a", "#86bcd8"],
  heat: ["#1d2936", "#2f6bc4", "#b9d6ff"],
  endings: { clean: "#3fcfb8", abnormal: "#f07f7a", moderated: "#f0c15f", server: "#9aa9ba" },
};
