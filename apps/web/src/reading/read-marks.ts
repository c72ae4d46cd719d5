import type { TimelineItem } from "@beseda/client";
import { isPrivateRoom } from "@beseda/protocol";
import type { KeyValueStore } from "../store/key-value-store.ts";
import { createObservable, type Observable } from "../store/observable.ts";

/** The point up to which a person has read: for each room, the `seq` of the newest item seen. */
export type Marks = ReadonlyMap<string, number>;

/** Read marks of one log: an item with a greater `seq` is unread, so unread marks cannot stick. */
export interface ReadMarks {
  readonly observable: Pick<Observable<Marks>, "get" | "subscribe">;
  /** Moves a mark forward, never back. */
  readonly read: (room: string, seq: number) => void;
}

const key = "read";

/** Parses one line, `log room:seq room:seq …`: room names and log names have neither blanks nor colons. */
const parse = (text: string | undefined, log: string): Map<string, number> => {
  const [storedLog, ...rooms] = (text ?? "").split(" ");
  if (storedLog !== log) return new Map();
  const pairs = rooms.map((pair) => pair.split(":"));
  return new Map(
    pairs.flatMap(([room, seq]) => {
      const value = Number(seq);
      return room !== undefined && Number.isSafeInteger(value) ? [[room, value] as const] : [];
    }),
  );
};

const format = (marks: Marks, log: string): string =>
  [log, ...[...marks].map(([room, seq]) => `${room}:${seq}`)].join(" ");

export interface ReadMarksOptions {
  readonly store: KeyValueStore;
  readonly log: string;
  /** The mark of each room that was never seen before: history is not unread. */
  readonly initial: Marks;
}

export const createReadMarks = ({ store, log, initial }: ReadMarksOptions): ReadMarks => {
  const known = parse(store.read(key), log);
  // A person who was here before has not seen the private rooms that were opened since (DIR-1).
  const seen = [...initial].filter(([room]) => known.size === 0 || !isPrivateRoom(room));
  const observable = createObservable<Marks>(new Map([...seen, ...known]));
  return {
    observable,
    read: (room, seq) => {
      if (seq <= (observable.get().get(room) ?? 0)) return;
      observable.set(new Map(observable.get()).set(room, seq));
      store.write(key, format(observable.get(), log));
    },
  };
};

/** Whether an item is news: a message of somebody else. Coming and going never counts. */
export const isNews = (item: TimelineItem, after: number): boolean =>
  item.kind === "message" && !item.own && item.seq > after;

/** Counts messages of others after a mark. Items are in order, so it looks only at the end. */
export const unreadCount = (items: readonly TimelineItem[], after: number): number => {
  let count = 0;
  for (let index = items.length - 1; index >= 0; index -= 1) {
    const item = items[index];
    if (item === undefined || (item.seq !== 0 && item.seq <= after)) break;
    if (isNews(item, after)) count += 1;
  }
  return count;
};

/** `seq` of the newest item that the server has, 0 for none. */
export const newestSeq = (items: readonly TimelineItem[]): number =>
  items.findLast((item) => item.seq > 0)?.seq ?? 0;
