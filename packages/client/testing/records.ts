import { defaultLimits, type Welcome } from "@beseda/protocol";
import type { RoomRecord } from "../src/feed/chain.ts";

export const welcomeOf = (welcome: Partial<Welcome> = {}): Welcome => ({
  message: "Добро пожаловать в чат!",
  client_id: "Client_1",
  name: "Анна",
  session: "s1",
  token: "token-1",
  log: "log-1",
  seq: 0,
  rooms: [{ room: "lobby", topic: "", members: 1, last: 0 }],
  locale: "ru",
  limits: defaultLimits,
  server: { name: "model", version: "1" },
  resumed: false,
  ...welcome,
});

export interface Said {
  readonly seq: number;
  readonly prev: number;
  readonly room?: string;
  readonly client_id?: string;
  readonly id?: string;
  readonly text?: string;
}

/** A message as it arrives. */
export const messageOf = ({
  seq,
  prev,
  room = "lobby",
  client_id = "Client_2",
  id = `m${seq}`,
  text = `message ${seq}`,
}: Said): RoomRecord => ({
  seq,
  room,
  prev,
  record: {
    type: "message",
    seq,
    prev,
    time: new Date(Date.parse("2026-11-21T10:00:00.000Z") + seq).toISOString(),
    room,
    client_id,
    name: client_id === "Client_1" ? "Анна" : "Борис",
    id,
    sender: "client",
    message: text,
  },
});

/** A log of messages, one for each room name, with the chain of each room. */
export const logOf = (rooms: readonly string[]): readonly RoomRecord[] => {
  const last = new Map<string, number>();
  return rooms.map((room, index) => {
    const seq = index + 1;
    const prev = last.get(room) ?? 0;
    last.set(room, seq);
    return messageOf({ seq, prev, room });
  });
};
