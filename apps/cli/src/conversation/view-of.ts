import {
  givenBack,
  isAhead,
  type ChatSnapshot,
  type RoomTimeline,
  type TimelineMessage,
} from "@beseda/client";
import { cleanName, defaultLimits } from "@beseda/protocol";
import type { Entry } from "./entry.ts";
import { isOnItsWay } from "./transcript.ts";
import { placeIn } from "./places.ts";
import type { OtherRoom, View } from "./view.ts";

/** `seq` of the newest record of a room that has come; for an unknown room, everything has come. */
export const lastOf = ({ rooms }: ChatSnapshot, name: string): number =>
  rooms.find(({ room }) => room === name)?.last ?? Number.POSITIVE_INFINITY;

/** Own messages without a record stand at the end of a timeline: nothing before them needs a look. */
const onTheirWay = (snapshot: ChatSnapshot, room: string): readonly TimelineMessage[] => {
  const last = lastOf(snapshot, room);
  const items = snapshot.timelines.get(room)?.items ?? [];
  const record = items.findLastIndex(({ seq }) => seq > 0 && seq <= last);
  return items.slice(record + 1).filter((item) => isOnItsWay(item, last));
};

/** State that the client does not know: where the person looks, and what was written. */
export interface Place {
  readonly room: string;
  /** The number of awaited answers. */
  readonly asked: number;
  /** The name to speak under until the server has sent it. */
  readonly name: string;
  readonly entries: readonly Entry[];
  readonly isEntering: boolean;
  readonly isOver: boolean;
  readonly unread: (timeline: RoomTimeline) => number;
}

/** What the server counts; one of an earlier version counts nothing, and what was not written is counted. */
const unreadIn = (snapshot: ChatSnapshot, { unread }: Place, name: string): OtherRoom => {
  const place = cleanName(placeIn(snapshot, name));
  const summary = snapshot.rooms.find(({ room }) => room === name);
  if (summary?.unread !== undefined)
    return { place, unread: summary.unread, mentions: summary.mentions ?? 0 };
  const timeline = snapshot.timelines.get(name);
  return { place, unread: timeline ? unread(timeline) : 0, mentions: 0 };
};

/** Other rooms with something new: first those where the person is mentioned. */
const othersIn = (snapshot: ChatSnapshot, place: Place): readonly OtherRoom[] =>
  [...new Set([...snapshot.rooms.map(({ room }) => room), ...snapshot.timelines.keys()])]
    .filter((other) => other !== place.room)
    .map((other) => unreadIn(snapshot, place, other))
    .filter(({ unread }) => unread > 0)
    .toSorted((one, other) => other.mentions - one.mentions);

/** Returns the conversation as a person sees it now. */
export const viewOf = (snapshot: ChatSnapshot, place: Place): View => {
  const { connection, me, rooms, timelines, unsent, welcome } = snapshot;
  const { room, entries, isOver } = place;
  const here = rooms.find((summary) => summary.room === room);
  return {
    room,
    place: cleanName(placeIn(snapshot, room)),
    typing: (snapshot.typing.get(room) ?? []).map((typist) => cleanName(typist.name)),
    name: me?.name ?? place.name,
    clientId: me?.client_id ?? "",
    entries,
    pending: onTheirWay(snapshot, room),
    connection,
    unsent,
    toldAsRefused: givenBack(snapshot).reduce(
      (sum, { command }) => sum + (command.startsWith("/msg ") ? 2 : 1),
      0,
    ),
    waiting: [...timelines.keys()].flatMap((any) => onTheirWay(snapshot, any)).length + place.asked,
    isThere: connection.phase === "online" && (here !== undefined || isAhead(room)) && !place.isEntering,
    people: here?.members,
    others: othersIn(snapshot, place),
    invitations: snapshot.invitations.length,
    reports: snapshot.reports,
    limit: (welcome?.limits ?? defaultLimits).message_characters,
    isOver,
  };
};
