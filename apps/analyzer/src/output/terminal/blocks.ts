import { largest } from "../../extremes.ts";

const eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
const heights = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/** A bar of a part of a width, to an eighth of a character. Something is never drawn as nothing. */
export const bar = (part: number, width: number): string => {
  const units = Math.round(Math.max(0, Math.min(1, part)) * width * 8);
  const drawn = part > 0 ? Math.max(1, units) : 0;
  return "█".repeat(drawn >> 3) + (eighths[drawn & 7] ?? "");
};

/** A character for each value, as high as it is. */
export const sparkline = (values: readonly number[]): string => {
  const max = Math.max(largest(values), 0);
  return values
    .map((value) => (value <= 0 || max === 0 ? " " : (heights[Math.ceil((value / max) * 8) - 1] ?? "█")))
    .join("");
};

/** Values in so many parts, each the mean of those that fall into it. */
export const squeezed = (values: readonly number[], width: number): number[] => {
  if (values.length <= width) return [...values];
  return Array.from({ length: width }, (_, index) => {
    const from = Math.floor((index * values.length) / width);
    const to = Math.max(from + 1, Math.floor(((index + 1) * values.length) / width));
    const part = values.slice(from, to);
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  });
};
