import type { ChatSnapshot } from "@beseda/client";
import { isKnown, isPrivateRoom, type Known } from "@beseda/protocol";

/** Returns candidates for completing commands: rooms to join by name, and people seen here, latest first. */
export const knownHere = (
  { rooms, timelines, me }: Pick<ChatSnapshot, "rooms" | "timelines" | "me">,
  room: string,
): Known => {
  const items = timelines.get(room)?.items ?? [];
  const people = items.flatMap((item) => {
    if (item.kind === "message") return item;
    return isKnown(item.record) && "name" in item.record ? item.record : [];
  });
  // The newest name of each: earlier ones call nobody.
  const names = new Map(people.map(({ client_id: id, name }) => [id, name]));
  const latest = new Set(people.toReversed().map(({ client_id: id }) => names.get(id) ?? ""));
  return {
    rooms: rooms.map((summary) => summary.room).filter((name) => !isPrivateRoom(name)),
    names: [...latest].filter((name) => name !== me?.name),
  };
};
