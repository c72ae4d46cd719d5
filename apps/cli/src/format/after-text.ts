import type { TimelineMessage } from "@beseda/client";
import type { CliTexts } from "../locale/texts.ts";

/** Returns the suffix of a message: that it was changed, and the reactions below it. */
export const afterTextOf = (
  { edited, reactions = [] }: Pick<TimelineMessage, "edited" | "reactions">,
  texts: Pick<CliTexts, "edited">,
): string =>
  [edited === undefined ? [] : [texts.edited], reactions.map(({ emoji, count }) => `${emoji} ${count}`)]
    .flat()
    .map((part) => ` ${part}`)
    .join("");
