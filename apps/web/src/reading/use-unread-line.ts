import { useState } from "react";
import { isNews } from "./read-marks.ts";
import { initialLine, nextLine, type Seen } from "./unread-line.ts";

/** Returns the key of the message under the line over the unread ones. */
export const useUnreadLine = (seen: Seen): string | undefined => {
  const [line, setLine] = useState(() => initialLine(seen));
  const next = nextLine(line, seen);
  if (next !== line) setLine(next);
  const { after } = next;
  return after === undefined ? undefined : seen.items.find((item) => isNews(item, after))?.key;
};
