const zoned = /(?:z|[+-]\d{2}:?\d{2})$/iu;
const shape = /^\d{4}-\d{2}-\d{2}/u;
/** Numbers below this are seconds, not milliseconds: 1973 in milliseconds, 5138 in seconds. */
const firstMilliseconds = 1e11;

/**
 * Milliseconds since 1970 of a time as logs write it: ISO 8601, `T` or a space, or a number of seconds or
 * milliseconds. `local` turns the numbers on a clock without a zone into a time. NaN when it is none of these.
 */
export const parseTime = (value: unknown, local: (clock: number) => number): number => {
  if (typeof value === "number") return value < firstMilliseconds ? value * 1000 : value;
  if (typeof value !== "string" || !shape.test(value)) return Number.NaN;
  const iso = value
    .trim()
    .replace(" ", "T")
    .replace(/,(?=\d)/u, ".");
  if (zoned.test(iso) && iso.includes("T")) return Date.parse(iso);
  return local(Date.parse(iso.includes("T") ? `${iso}Z` : iso));
};
