import type { TimelineMessage } from "@beseda/client";
import type { CliTexts } from "../locale/texts.ts";

/** What stands behind the words of a message: that they were changed, and what people have set below it. */
export const afterTextOf = (
  { edited, reactions = [] }: Pick<TimelineMessage, "edited" | "reactions">,
  texts: Pick<CliTexts, "edited">,
): string =>
  [edited === undefined ? [] : [texts.edited], reactions.map(({ emoji, count }) => `${emoji} ${count}`)]
    .flat()
    .map((part) => ` ${part}`)
    .join("");
