import type { ChatClient } from "@beseda/client";
import { nearEnd } from "./reading-place.ts";
import { distanceToEnd } from "./scroll-anchor.ts";

/** Returns the `seq` of the message in the middle of the list of a room; undefined at the end of the room. */
export const messageInView = (client: Pick<ChatClient, "snapshot">, room: string): number | undefined => {
  const scroller = document.querySelector<HTMLElement>(".timeline-scroll");
  if (scroller === null) return undefined;
  if (!client.snapshot().windows.has(room) && distanceToEnd(scroller) <= nearEnd) return undefined;
  const { top, bottom } = scroller.getBoundingClientRect();
  const rows = [...scroller.querySelectorAll<HTMLElement>("article[data-seq]:not([data-seq='0'])")];
  const row = rows.find((one) => one.getBoundingClientRect().bottom >= (top + bottom) / 2) ?? rows.at(-1);
  return row && Number(row.dataset["seq"]);
};
