/**
 * Writes times in ISO 8601, UTC, with milliseconds, as `Date.prototype.toISOString` does. Most times are in
 * the same second as the previous one; then only the milliseconds are written anew.
 */
export const isoTimes = (): ((ms: number) => string) => {
  let second = Number.NaN;
  let start = "";
  return (ms) => {
    const now = Math.floor(ms / 1000);
    if (now !== second) {
      // Without milliseconds and `Z`.
      start = new Date(ms).toISOString().slice(0, -4);
      second = now;
    }
    return `${start}${String(ms - now * 1000).padStart(3, "0")}Z`;
  };
};
