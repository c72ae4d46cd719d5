const zoned = /(?:z|[+-]\d{2}:?\d{2})$/iu;

/**
 * Milliseconds since 1970 of a time as logs write it: ISO 8601, `T` or a space, with a zone or without (then it is
 * UTC), or a number of seconds or milliseconds. NaN when it is none of these.
 */
export const parseTime = (value: unknown): number => {
  if (typeof value === "number") return value < 1e11 ? value * 1000 : value;
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}/u.test(value)) return Number.NaN;
  const iso = value
    .trim()
    .replace(" ", "T")
    .replace(/,(?=\d)/u, ".");
  return Date.parse(zoned.test(iso) || !iso.includes("T") ? iso : `${iso}Z`);
};
