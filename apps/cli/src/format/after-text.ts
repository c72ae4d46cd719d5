import type { TimelineMessage } from "@beseda/client";
import type { CliTexts } from "../locale/texts.ts";

/** Returns the suffix of a message: that it was changed, and the reactions below it. */
export const afterTextOf = (
  { edited, imported, reactions = [] }: Pick<TimelineMessage, "edited" | "imported" | "reactions">,
  texts: Pick<CliTexts, "edited" | "imported">,
): string =>
  [
    edited === undefined ? [] : [texts.edited],
    imported ? [texts.imported] : [],
    reactions.map(({ emoji, count }) => `${emoji} ${count}`),
  ]
    .flat()
    .map((part) => ` ${part}`)
    .join("");
