import type { Locale } from "@beseda/protocol";
import type { Cell, CellKind } from "./table.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const two = (value: number): string => String(Math.floor(value)).padStart(2, "0");

const units: Readonly<Record<Locale, { ms: string; s: string; d: string }>> = {
  en: { ms: "ms", s: "s", d: "d" },
  ru: { ms: "мс", s: "с", d: "д" },
};

/** `350 ms`, `12.5 s`, `4:05`, `1:02:03`, `2 d 03:04`. */
export const formatDuration = (ms: number, locale: Locale): string => {
  const unit = units[locale];
  if (ms < second) return `${Math.round(ms)} ${unit.ms}`;
  if (ms < minute)
    return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(ms / second)} ${unit.s}`;
  if (ms < hour) return `${Math.floor(ms / minute)}:${two((ms % minute) / second)}`;
  if (ms < day) return `${Math.floor(ms / hour)}:${two((ms % hour) / minute)}:${two((ms % minute) / second)}`;
  return `${Math.floor(ms / day)} ${unit.d} ${two((ms % day) / hour)}:${two((ms % hour) / minute)}`;
};

/** A cell for a person. */
export const formatCell = (cell: Cell, kind: CellKind, locale: Locale): string => {
  if (cell === null) return "–";
  if (typeof cell === "string") return kind === "time" ? cell.slice(0, 19).replace("T", " ") : cell;
  if (kind === "duration") return formatDuration(cell, locale);
  if (kind === "share") return `${(cell * 100).toFixed(1)} %`;
  return kind === "code" ? String(cell) : new Intl.NumberFormat(locale).format(cell);
};
