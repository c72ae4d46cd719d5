import type { ChatSnapshot } from "@beseda/client";
import type { Known } from "@beseda/protocol";
import { placeIn } from "./places.ts";
import { recentMessages } from "./recent-messages.ts";

/** Candidates for completing arguments of commands: the rooms, and the speakers in a room, latest first. */
export const knownIn = (snapshot: ChatSnapshot, room: string): Known => {
  const { me, timelines, rooms } = snapshot;
  const items = timelines.get(room)?.items ?? [];
  const speakers = items.flatMap((item) => (item.kind === "message" && !item.own ? [item.name] : []));
  const names = new Set(speakers.toReversed().filter((name) => name !== me?.name));
  const messages = recentMessages(snapshot, room);
  return {
    messages: messages.map(({ seq }) => seq),
    ownMessages: messages.filter(({ own }) => own).map(({ seq }) => seq),
    names: [...names],
    rooms: rooms.map((summary) => placeIn({ rooms }, summary.room).replace(/^#/u, "")),
  };
};
