import {
  isOf,
  type AnyRecord,
  type ChatRecord,
  type CountedReactions,
  type RecordOf,
} from "@beseda/protocol";
import * as fc from "fast-check";
import type { TimelineItem } from "../src/chat-client.ts";
import type { RoomRecord } from "../src/feed/chain.ts";
import type { PageNotes } from "../src/timeline/annotations.ts";
import { messageOf } from "./records.ts";

export const names: Readonly<Record<string, string>> = {
  Client_1: "Анна",
  Client_2: "Борис",
  Client_3: "Вера",
};
export const emojis = ["👍", "❤️"];

export type Act =
  | { readonly kind: "say"; readonly who: number }
  | { readonly kind: "edit" | "take back"; readonly which: number }
  | {
      readonly kind: "react";
      readonly which: number;
      readonly who: number;
      readonly emoji: number;
      readonly withdrawn: boolean;
    };

export const acts: fc.Arbitrary<readonly Act[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant("say" as const), who: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ kind: fc.constantFrom("edit" as const, "take back" as const), which: fc.nat() }),
    fc.record({
      kind: fc.constant("react" as const),
      which: fc.nat(),
      who: fc.integer({ min: 1, max: 3 }),
      emoji: fc.nat({ max: 1 }),
      withdrawn: fc.boolean(),
    }),
  ),
  { minLength: 1, maxLength: 60 },
);

/** A log as the server would have written it: actions apply only to messages that are there. */
export const annotatedLogOf = (script: readonly Act[]): readonly RoomRecord[] => {
  const log: RoomRecord[] = [];
  const said: ChatRecord[] = [];
  for (const act of script) {
    const seq = log.length + 1;
    const prev = seq - 1;
    if (act.kind === "say") {
      const message = messageOf({ seq, prev, client_id: `Client_${act.who}` });
      log.push(message);
      if (isOf(message.record, "message")) said.push(message.record);
      continue;
    }
    const target = said[act.which % Math.max(1, said.length)];
    if (!target || !isOf(target, "message")) continue;
    const common = { seq, prev, time: target.time, room: "lobby" };
    const author = { client_id: target.client_id, name: target.name };
    const actor =
      act.kind === "react"
        ? { client_id: `Client_${act.who}`, name: names[`Client_${act.who}`] ?? "" }
        : author;
    const record = {
      ...common,
      ...actor,
      target: target.seq,
      sender: act.kind === "edit" ? "client" : "server",
      ...(act.kind === "edit" && { type: "edited", id: `e${seq}`, message: `edit ${seq}` }),
      ...(act.kind === "take back" && { type: "deleted", by: "Client_1", by_name: "Анна", message: "" }),
      ...(act.kind === "react" && {
        type: "reacted",
        id: `r${seq}`,
        message: "",
        emoji: emojis[act.emoji] ?? "",
        ...(act.withdrawn && { withdrawn: true }),
      }),
    } as ChatRecord;
    log.push({ seq, prev, room: "lobby", record });
  }
  return log;
};

/** Returns the final state of a message, by looking at every record. */
export const naive = (log: readonly RoomRecord[], seq: number): object => {
  const records = log.map(({ record }) => record);
  const message = records.find((record) => record.seq === seq);
  const about = records.filter((record) => "target" in record && record.target === seq);
  const isGone = about.some(({ type }) => type === "deleted");
  if (isGone) return { text: "", deleted: true, reactions: [] };
  const edit = about.findLast(({ type }) => type === "edited");
  const reactions = emojis
    .map((emoji) => {
      const people = Object.keys(names).filter((who) => {
        const last = about.findLast(
          (record) => isOf(record, "reacted") && record.emoji === emoji && record.client_id === who,
        );
        return last !== undefined && !("withdrawn" in last);
      });
      return { emoji, count: people.length, own: people.includes("Client_1") };
    })
    .filter(({ count }) => count > 0);
  return { text: edit?.message ?? message?.message, edited: edit?.seq, reactions };
};

export const shown = (item: TimelineItem): readonly object[] => {
  if (item.kind !== "message") return [];
  const { text, edited, deleted, reactions = [] } = item;
  const sorted = emojis.flatMap((emoji) => reactions.filter((reaction) => reaction.emoji === emoji));
  return [
    {
      text,
      ...(deleted ? { deleted } : { edited }),
      reactions: sorted.map(({ emoji, count, own }) => ({ emoji, count, own })),
    },
  ];
};

/** Returns a server's notes beside a page (MSG-6). */
export const notesOf = (log: readonly RoomRecord[], page: readonly RoomRecord[]): PageNotes => {
  const last = page.at(-1)?.seq ?? 0;
  const inPage = new Set(page.map(({ seq }) => seq));
  const newest = new Map<string, AnyRecord>();
  for (const { record } of log) {
    if (isOf(record, "edited")) newest.set(`${record.target} edit`, record);
    if (isOf(record, "reacted")) newest.set(`${record.target} ${record.emoji} ${record.client_id}`, record);
  }
  const about = [...newest.values()].filter(
    (record) => "target" in record && typeof record.target === "number" && inPage.has(record.target),
  );
  const withdrawn = new Set([...newest].flatMap(([key, record]) => ("withdrawn" in record ? [key] : [])));
  return {
    later: about.filter((record) => record.seq > last && !("withdrawn" in record)),
    undone: page.flatMap(({ record }) =>
      isOf(record, "reacted") &&
      !record.withdrawn &&
      withdrawn.has(`${record.target} ${record.emoji} ${record.client_id}`)
        ? [record.seq]
        : [],
    ),
  };
};

/** Returns only the records that change something: each reaction alternates, as a server decides it (DEL-1). */
export const changesOnly = (log: readonly RoomRecord[]): readonly RoomRecord[] => {
  const set = new Set<string>();
  return log.filter(({ record }) => {
    if (!isOf(record, "reacted")) return true;
    const key = `${record.target} ${record.emoji} ${record.client_id}`;
    if (record.withdrawn) return set.delete(key);
    const isNew = !set.has(key);
    set.add(key);
    return isNew;
  });
};

/** Returns a server's notes beside a page where it only counts all reactions (MSG-6). */
export const countedNotesOf = (log: readonly RoomRecord[], page: readonly RoomRecord[]): PageNotes => {
  const { later = [], ...notes } = notesOf(log, page);
  const messages = page.filter(({ record }) => isOf(record, "message"));
  return {
    ...notes,
    later: later.filter((record) => !isOf(record, "reacted")),
    upto: log.at(-1)?.seq ?? 0,
    counted: messages.map(({ seq }) => ({ seq, reactions: countsOf(log, seq) })),
  };
};

const countsOf = (log: readonly RoomRecord[], seq: number): CountedReactions["reactions"] => {
  const set = new Map<string, RecordOf<"reacted">>();
  for (const { record } of log) {
    if (!isOf(record, "reacted") || record.target !== seq) continue;
    const key = `${record.emoji} ${record.client_id}`;
    if (record.withdrawn) set.delete(key);
    else set.set(key, record);
  }
  const reactions = [...set.values()];
  return emojis.flatMap((emoji) => {
    const of = reactions.filter((reaction) => reaction.emoji === emoji);
    const own = of.some(({ client_id }) => client_id === "Client_1");
    return of.length > 0 ? [{ emoji, count: of.length, own }] : [];
  });
};

/** Returns a record as a server serves it: without the text of a message that was taken back. */
export const served = (log: readonly RoomRecord[], record: RoomRecord): RoomRecord => {
  const isGone = log.some((other) => isOf(other.record, "deleted") && other.record.target === record.seq);
  if (!isGone || !isOf(record.record, "message")) return record;
  return { ...record, record: { ...record.record, message: "", deleted: true } };
};
