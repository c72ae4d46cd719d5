import type { ChatClient } from "@beseda/client";
import type { Said } from "../composer/intent.ts";
import { openMessage } from "../rooms/current-room.ts";
import { messageInView } from "../timeline/message-in-view.ts";

/** Loads so many of the newest messages of a room; resolves with the `seq` of the first of them. */
const lookBack = async (client: ChatClient, room: string, count: number): Promise<number | undefined> => {
  client.toNewest(room);
  const messages = () =>
    (client.snapshot().timelines.get(room)?.items ?? []).filter(
      ({ kind, seq }) => kind === "message" && seq > 0,
    );
  const hasOlder = () => client.snapshot().timelines.get(room)?.hasOlder === true;
  // One more than wanted: the oldest loaded one is not shown, it only decides about the next.
  for (let loaded = -1; messages().length <= count && hasOlder() && loaded < messages().length;) {
    loaded = messages().length;
    await client.loadOlder(room);
  }
  return messages().at(-count)?.seq ?? messages()[0]?.seq;
};

/** Returns the nearest message that is shown: anything else that happened is not led to. */
export const messageFrom = (client: ChatClient, room: string, from: number): number => {
  const { windows, timelines } = client.snapshot();
  const { items } = windows.get(room) ?? timelines.get(room) ?? { items: [] };
  return items.find(({ kind, seq }) => kind === "message" && seq >= from)?.seq ?? from;
};

/** Goes to a place of a room: Back leads to where one was. Resolves with whether there is such a place. */
export const goTo = async (
  client: ChatClient,
  room: string,
  place: Extract<Said, { kind: "go" }>["place"],
): Promise<boolean> => {
  const from = messageInView(client, room);
  const hit = "newest" in place ? await lookBack(client, room, place.newest) : await client.goTo(room, place);
  if (hit === undefined) return false;
  openMessage(room, messageFrom(client, room, hit), from);
  return true;
};
