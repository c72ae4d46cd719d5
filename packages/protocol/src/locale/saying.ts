import type { Locale } from "../locale.ts";
import { cleanLine } from "../looks/line.ts";
import type { FileFacts } from "../record.ts";
import { textsOf } from "./texts.ts";

const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** `1.2 MB` */
const sizeIn = (locale: Locale, size: number): string => {
  const power = size < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(size) / 3));
  const style = {
    style: "unit",
    unit: units[power],
    unitDisplay: power === 0 ? "narrow" : "short",
    maximumFractionDigits: 1,
  } as const;
  return new Intl.NumberFormat(locale, style).format(size / 1000 ** power);
};

/**
 * Returns what somebody has said, in words: of a file its name and size, then what was written with it (FIL-1).
 * @param text - what they wrote, as it reads now
 */
export const sayingOf = (file: FileFacts | undefined, text: string, locale: Locale): string => {
  if (file === undefined) return text;
  const words = textsOf(locale).notices.file(cleanLine(file.name), sizeIn(locale, file.size));
  return text === "" ? words : `${words}: ${text}`;
};

/** Returns the file that somebody sent; undefined for a message, and for a file that was deleted. */
export const fileOf = (post: {
  readonly type: string;
  readonly file?: FileFacts | undefined;
}): FileFacts | undefined => post.file;
