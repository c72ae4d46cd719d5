import type { ChatSnapshot } from "@beseda/client";
import { isKnown, isPrivateRoom, type Known } from "@beseda/protocol";

/** Returns candidates for completing commands: rooms to join by name, and people seen here, latest first. */
export const knownHere = ({ rooms, timelines, me }: ChatSnapshot, room: string): Known => {
  const items = timelines.get(room)?.items ?? [];
  const names = items.flatMap((item) => {
    if (item.kind === "message") return item.name;
    return isKnown(item.record) && "name" in item.record ? item.record.name : [];
  });
  return {
    rooms: rooms.map((summary) => summary.room).filter((name) => !isPrivateRoom(name)),
    names: [...new Set(names.toReversed())].filter((name) => name !== me?.name),
  };
};
