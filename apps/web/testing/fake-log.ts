import type { ChatRecord, RecordOf } from "@beseda/protocol";
import type { TimelineItem } from "@beseda/client";

/** Somebody in a made-up conversation. */
export interface Person {
  readonly client_id: string;
  readonly name: string;
}

export const anna: Person = { client_id: "Client_1", name: "Анна" };
export const boris: Person = { client_id: "Client_2", name: "Борис" };
export const vera: Person = { client_id: "Client_3", name: "Вера" };

/** A place in the log and what it is at that place. */
export interface At {
  readonly seq: number;
  readonly time: string;
  readonly room: string;
}

export const messageRecord = (person: Person, text: string, at: At): RecordOf<"message"> => ({
  ...at,
  ...person,
  type: "message",
  prev: Math.max(0, at.seq - 1),
  id: `id-${at.seq}`,
  sender: "client",
  message: text,
});

export const connectedRecord = (person: Person, at: At): RecordOf<"connected"> => ({
  ...at,
  ...person,
  type: "connected",
  prev: Math.max(0, at.seq - 1),
  session: `s-${person.client_id}`,
  via: "trpc",
  sender: "server",
  message: "",
});

export const disconnectedRecord = (person: Person, at: At): RecordOf<"disconnected"> => ({
  ...at,
  ...person,
  type: "disconnected",
  prev: Math.max(0, at.seq - 1),
  session: `s-${person.client_id}`,
  code: 1000,
  status: "normal",
  duration_ms: 60_000,
  sender: "server",
  message: "",
});

/** A record as one of `me` sees it. */
export const itemOf = (record: ChatRecord, me: string): TimelineItem => {
  if (record.type !== "message") {
    return { kind: "notice", key: `seq ${record.seq}`, seq: record.seq, time: record.time, record };
  }
  const own = record.client_id === me;
  return {
    kind: "message",
    key: record.id,
    seq: record.seq,
    time: record.time,
    client_id: record.client_id,
    name: record.name,
    text: record.message,
    own,
    action: record.action ?? false,
    ...(record.reply_to === undefined ? {} : { reply_to: record.reply_to }),
    ...(own ? { delivery: { state: "acknowledged", seq: record.seq } } : {}),
  };
};
