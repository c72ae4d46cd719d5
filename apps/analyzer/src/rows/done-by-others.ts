/** Types of records that are about somebody, by somebody else: they say nothing of when that one was there. */
const types: ReadonlySet<string> = new Set([
  "moderated",
  "deleted",
  "redacted",
  "invited",
  "invitation-withdrawn",
  "reported",
  "report-resolved",
]);

export const isDoneByOthers = (type: string): boolean => types.has(type);
