import { useState } from "react";
import { isNews } from "./news.ts";
import { initialLine, nextLine, type Seen } from "./unread-line.ts";

/** The line over the unread messages. */
export interface ShownLine {
  /** `seq` before it. */
  readonly after: number | undefined;
  /** The key of the message under it. */
  readonly firstUnreadKey: string | undefined;
}

export interface LineOptions extends Seen {
  /** Whether the items are apart from the live end of the room (HIST-5): a line before them is not among them. */
  readonly isApart: boolean;
}

export const useUnreadLine = ({ isApart, ...seen }: LineOptions): ShownLine => {
  const [line, setLine] = useState(() => initialLine(seen));
  const next = nextLine(line, seen);
  if (next !== line) setLine(next);
  const { after } = next;
  const isElsewhere = isApart && (seen.items[0]?.seq ?? 0) > (after ?? 0);
  if (after === undefined || isElsewhere) return { after, firstUnreadKey: undefined };
  return { after, firstUnreadKey: seen.items.find((item) => isNews(item, after))?.key };
};
