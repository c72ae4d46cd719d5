/** The replacement for text that is shown only on request. */
export const hidden = "▒▒▒";

const spoiler = /\|\|[^]+?\|\|/gu;

/** Returns a text as typed, without possible spoilers: for places with no time to parse it (MD-6). */
export const withoutSpoilers = (text: string): string => text.replaceAll(spoiler, hidden);
