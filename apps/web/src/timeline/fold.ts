import type { TimelineNotice } from "@beseda/client";
import { isKnown, wayOf } from "@beseda/protocol";

/** The net result of many comings and goings: names once each, in the order in which they appeared. */
export interface Fold {
  /** People in the chat now, not before. */
  readonly came: readonly string[];
  /** People in it before, not now. */
  readonly went: readonly string[];
  /** People who came and went. */
  readonly passed: readonly string[];
  /** People who went and came back. */
  readonly returned: readonly string[];
  /** Notices of anything else. */
  readonly others: readonly TimelineNotice[];
}

type Direction = "in" | "out";

interface Stay {
  name: string;
  readonly first: Direction;
  last: Direction;
}

export const foldNotices = (notices: readonly TimelineNotice[]): Fold => {
  const stays = new Map<string, Stay>();
  const others: TimelineNotice[] = [];
  for (const notice of notices) {
    const direction = wayOf(notice.record);
    const { record } = notice;
    if (direction === undefined || !isKnown(record) || !("name" in record)) {
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
  const namesOf = (first: Direction, last: Direction) =>
    [...stays.values()].filter((stay) => stay.first === first && stay.last === last).map(({ name }) => name);
  return {
    came: namesOf("in", "in"),
    went: namesOf("out", "out"),
    passed: namesOf("in", "out"),
    returned: namesOf("out", "in"),
    others,
  };
};
