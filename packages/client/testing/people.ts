import { lobby, type ChatRecord, type Person, type RecordOf } from "@beseda/protocol";
import type { TimelineItem } from "../src/chat-client.ts";
import { itemOf, type Viewer } from "../src/timeline/timeline.ts";

export const anna: Person = { client_id: "Client_1", name: "Анна" };
export const boris: Person = { client_id: "Client_2", name: "Борис" };
export const vera: Person = { client_id: "Client_3", name: "Вера" };

/** Returns a person of that name, always the same. */
export const someone = (name: string): Person => ({ client_id: `id of ${name}`, name });

/** The place of a record in the log. */
export interface At {
  readonly seq: number;
  readonly time: string;
  readonly room: string;
}

/** Returns a place whose previous record is the one before it in the whole log. */
const placed = (at: At) => ({ ...at, prev: Math.max(0, at.seq - 1) });

export const messageRecord = (person: Person, text: string, at: At): RecordOf<"message"> => ({
  ...placed(at),
  ...person,
  type: "message",
  id: `id-${at.seq}`,
  sender: "client",
  message: text,
});

export const connectedRecord = (person: Person, at: At): RecordOf<"connected"> => ({
  ...placed(at),
  ...person,
  type: "connected",
  session: `s-${person.client_id}`,
  via: "trpc",
  sender: "server",
  message: "",
});

export const disconnectedRecord = (person: Person, at: At): RecordOf<"disconnected"> => ({
  ...placed(at),
  ...person,
  type: "disconnected",
  session: `s-${person.client_id}`,
  code: 1000,
  status: "normal",
  duration_ms: 60_000,
  sender: "server",
  message: "",
});

/**
 * Returns a record as somebody sees it.
 * @throws {Error} where that is nothing
 */
export const shownItemOf = (record: ChatRecord, viewer: Viewer): TimelineItem => {
  const item = itemOf(record, viewer);
  if (!item) throw new Error(`record ${record.seq} is shown to nobody`);
  return item;
};

/** Returns messages in the lobby, one every two minutes until two minutes before `now`, three of a person in turn. */
export const historyOf = (count: number, me: Viewer, now: number): readonly TimelineItem[] => {
  const people = [boris, vera, me];
  return Array.from({ length: count }, (_, index) => {
    const person = people[Math.floor(index / 3) % people.length] ?? me;
    const time = new Date(now - (count - index) * 120_000).toISOString();
    const text = `Сообщение ${index + 1}${" и ещё несколько слов".repeat((index * 7) % 11)}`;
    return shownItemOf(messageRecord(person, text, { seq: index + 1, time, room: lobby }), me);
  });
};
