import type { ChatSnapshot } from "@beseda/client";
import type { Known } from "@beseda/protocol";
import { placeIn } from "./places.ts";

/** Candidates for completing arguments of commands: the rooms, and the speakers in a room, latest first. */
export const knownIn = ({ me, timelines, rooms }: ChatSnapshot, room: string): Known => {
  const items = timelines.get(room)?.items ?? [];
  const speakers = items.flatMap((item) => (item.kind === "message" && !item.own ? [item.name] : []));
  const names = new Set(speakers.toReversed().filter((name) => name !== me?.name));
  return {
    names: [...names],
    rooms: rooms.map((summary) => placeIn({ rooms }, summary.room).replace(/^#/u, "")),
  };
};
