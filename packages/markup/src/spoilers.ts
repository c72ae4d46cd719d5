/** Stands for what is to be read only by who asks for it. */
export const hidden = "▒▒▒";

const spoiler = /\|\|[^]+?\|\|/gu;

/** A text as it was typed, without what may be behind a spoiler: where there is no time to read it for marks (MD-6). */
export const withoutSpoilers = (text: string): string => text.replaceAll(spoiler, hidden);
