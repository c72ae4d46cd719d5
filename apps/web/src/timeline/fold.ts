import type { TimelineNotice } from "@beseda/client";

/** What many comings and goings come to: names once each, in the order in which they appeared. */
export interface Fold {
  /** In the chat now, not before. */
  readonly came: readonly string[];
  /** Before, not now. */
  readonly went: readonly string[];
  /** Came and went, or went and came back. */
  readonly passed: readonly string[];
  /** Notices of anything else. */
  readonly others: readonly TimelineNotice[];
}

interface Stay {
  name: string;
  readonly first: "in" | "out";
  last: "in" | "out";
}

const directionOf = ({ record }: TimelineNotice): "in" | "out" | undefined => {
  switch (record.type) {
    case "connected":
    case "joined":
      return "in";
    case "disconnected":
    case "left":
      return "out";
    default:
      return undefined;
  }
};

export const foldNotices = (notices: readonly TimelineNotice[]): Fold => {
  const stays = new Map<string, Stay>();
  const others: TimelineNotice[] = [];
  for (const notice of notices) {
    const direction = directionOf(notice);
    const { record } = notice;
    if (direction === undefined || !("name" in record)) {
      others.push(notice);
      continue;
    }
    const stay = stays.get(record.client_id);
    if (stay === undefined) {
      stays.set(record.client_id, { name: record.name, first: direction, last: direction });
    } else {
      stay.name = record.name;
      stay.last = direction;
    }
  }
  const namesOf = (wanted: (stay: Stay) => boolean) =>
    [...stays.values()].filter(wanted).map(({ name }) => name);
  return {
    came: namesOf(({ first, last }) => first === "in" && last === "in"),
    went: namesOf(({ first, last }) => first === "out" && last === "out"),
    passed: namesOf(({ first, last }) => first !== last),
    others,
  };
};
