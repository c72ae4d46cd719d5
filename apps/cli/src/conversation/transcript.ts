import {
  isFolded,
  isLaidOver,
  type Blocked,
  type RoomTimeline,
  type TimelineItem,
  type TimelineMessage,
} from "@beseda/client";
import { cleanLine, cleanLines, isOf, nameOnLine, noticeOf, wayOf, type Locale } from "@beseda/protocol";
import type { Clock } from "../format/clock.ts";
import type { Entry, Note } from "./entry.ts";

/**
 * Whether an own message is still on its way: shown, but not yet written down. An acknowledgement is not
 * enough: its record has to have come, because others may come before it, and what is written can no longer
 * be put in order (DEL-2).
 */
export const isOnItsWay = (item: TimelineItem, last: number): item is TimelineMessage => {
  if (item.kind !== "message") return false;
  const { delivery } = item;
  return delivery?.state === "queued" || delivery?.state === "sent" || (item.own && item.seq > last);
};

const isFailed = (item: TimelineItem): boolean =>
  item.kind === "message" && item.delivery?.state === "failed";

const cleaned = (message: TimelineMessage): TimelineMessage => ({
  ...message,
  ...(message.delivery?.state === "failed" && {
    delivery: { ...message.delivery, reason: cleanLine(message.delivery.reason) },
  }),
  name: nameOnLine(message.name),
  text: cleanLines(message.text).join("\n"),
});

const placed = (entry: Entry, place: string): Entry =>
  entry.kind === "message" ? { ...entry, place } : entry;

interface Settled {
  readonly count: number;
  readonly item: TimelineItem | undefined;
}

export interface RoomReading {
  readonly room: string;
  readonly timeline: RoomTimeline | undefined;
  /** `seq` of the newest record of the room that has come. */
  readonly last: number;
  /** `client_id` of the person. */
  readonly me: string | undefined;
  /** The people whose messages the person does not want to read, by `client_id` (DIR-4). */
  readonly blocked: Blocked;
  /** Whether the line of new messages is due before a message of somebody else. @default it never is */
  readonly isNew?: ((seq: number) => boolean) | undefined;
}

export interface TranscriptOptions {
  readonly locale: Locale;
  readonly clock: Clock;
}

/**
 * Turns a timeline, which changes in the middle, into entries for a terminal, which only grows. Writes every
 * item once (DEL-4): own messages when acknowledged or failed, all others as they come.
 */
export class Transcript {
  readonly #locale: Locale;
  readonly #clock: Clock;
  readonly #typed = new Set<string>();
  /** The point up to which each room was read, so that a long one is not read anew at each change. */
  readonly #settled = new Map<string, Settled>();
  readonly #written = new Set<string>();
  /** The newest change included in a written message, by the message's `seq`. */
  readonly #laidOver = new Map<number, number>();
  readonly #failures = new Set<string>();
  /** The newest `seq` written, by room. */
  readonly #reached = new Map<string, number>();
  /** Whether messages are written with their numbers from now on. */
  isNumbered = false;
  #day: string | undefined;
  #count = 0;

  constructor({ locale, clock }: TranscriptOptions) {
    this.#locale = locale;
    this.#clock = clock;
  }

  /** Returns the entries that came since this room was last read. */
  read({ room, timeline, last, me, blocked, isNew }: RoomReading): readonly Entry[] {
    const items = timeline?.items ?? [];
    const newest = items.findLast(({ seq }) => seq > 0)?.seq ?? 0;
    const written = (item: TimelineItem): readonly Entry[] =>
      isFolded(item, blocked) || this.#isTold(item) ? [] : this.#write(item, { me, newest, isNew });
    const entries: Entry[] = [];
    let settled = this.#settledIn(room, items);
    let isOpen = false;
    for (const item of items.slice(settled)) {
      const isPending = isOnItsWay(item, last);
      entries.push(...(isPending ? this.#expect(item) : written(item)));
      if (!isPending) this.#reached.set(room, Math.max(item.seq, this.reached(room)));
      isOpen ||= isPending || isFailed(item);
      if (!isOpen) settled += 1;
    }
    this.#settled.set(room, { count: settled, item: items[settled - 1] });
    return entries;
  }

  /** Returns the entries for an own message in a room that is not in view. */
  elsewhere(item: TimelineItem, place: string): readonly Entry[] {
    const written = this.#write(item, { me: undefined, newest: item.seq, isNew: undefined });
    return written.map((entry) => placed(entry, cleanLine(place)));
  }

  /** Notes that a message was written here and now, not in an earlier run of this client. */
  typed(key: string): void {
    this.#typed.add(key);
  }

  /** The `seq` up to which a room is written. */
  reached(room: string): number {
    return this.#reached.get(room) ?? 0;
  }

  /** Counts messages of others since the last written one. */
  unread({ items }: RoomTimeline, blocked: Blocked): number {
    const read = items.findLastIndex(({ key }) => this.#written.has(key));
    return items
      .slice(read + 1)
      .filter((item) => item.kind === "message" && !item.own && !blocked.has(item.client_id)).length;
  }

  note(note: Note): Entry {
    return { kind: "note", key: this.#key("note"), ...note, lines: note.lines.map(cleanLine) };
  }

  /** Returns the entry that says which room is in view from here on. */
  room(place: string): Entry {
    return { kind: "room", key: this.#key("room"), place: cleanLine(place) };
  }

  /** Notes that another log has begun: its records are new, whatever their keys. */
  startAfresh(): void {
    this.#written.clear();
    this.#reached.clear();
    this.#laidOver.clear();
  }

  /** Counts the items at the beginning that can be skipped: the same as the last time, and written. */
  #settledIn(room: string, items: readonly TimelineItem[]): number {
    const settled = this.#settled.get(room);
    return settled !== undefined && items[settled.count - 1] === settled.item ? settled.count : 0;
  }

  #key(kind: string): string {
    this.#count += 1;
    return `${kind}-${this.#count}`;
  }

  #expect(item: TimelineItem): readonly Entry[] {
    // A second failure of a message that was tried again is also news.
    this.#failures.delete(item.key);
    return [];
  }

  /** Whether a message was written with this item's change already known: its line has it (MSG-6). */
  #isTold(item: TimelineItem): boolean {
    if (item.kind !== "notice" || !isLaidOver(item)) return false;
    const target = "target" in item.record && typeof item.record.target === "number" ? item.record.target : 0;
    return item.seq <= (this.#laidOver.get(target) ?? 0);
  }

  #write(
    item: TimelineItem,
    { me, newest, isNew }: Pick<RoomReading, "me" | "isNew"> & { readonly newest: number },
  ): readonly Entry[] {
    const told = isFailed(item) ? this.#failures : this.#written;
    if (told.has(item.key)) return [];
    told.add(item.key);
    if (item.kind === "message" && newest > item.seq) this.#laidOver.set(item.seq, newest);
    const entry = this.#entryOf(item, me);
    if (entry === undefined) return [];
    const isFirstNew = item.kind === "message" && !item.own && isNew?.(item.seq);
    const news: readonly Entry[] = isFirstNew ? [{ kind: "news", key: this.#key("news") }] : [];
    return [...this.#newDay(item.time), ...news, entry];
  }

  #entryOf(item: TimelineItem, me: string | undefined): Entry | undefined {
    if (item.kind === "message") {
      const wasTyped = this.#typed.has(item.key);
      const key = this.#key("message");
      return { kind: "message", key, message: cleaned(item), wasTyped, isNumbered: this.isNumbered };
    }
    // People who come or go know it: the greeting and the farewell say so.
    const isOwnStay = isOf(item.record, "connected") || isOf(item.record, "disconnected");
    if (isOwnStay && item.record.client_id === me) return undefined;
    const text = noticeOf(item.record, this.#locale);
    if (text === undefined) return undefined;
    const { time, record } = item;
    return {
      kind: "notice",
      key: this.#key("notice"),
      time,
      text: cleanLines(text).join("\n"),
      way: wayOf(record) ?? "other",
    };
  }

  #newDay(time: string): readonly Entry[] {
    const day = this.#clock.dayKey(time);
    if (day === this.#day) return [];
    this.#day = day;
    return [{ kind: "day", key: this.#key("day"), time }];
  }
}
