import type { RecordDraft } from "@beseda/protocol";

/** The record with which a server begins. */
export const started = (log: string): RecordDraft => ({
  type: "server-started",
  client_id: "server",
  sender: "server",
  message: "Сервер работает.",
  log,
  version: "0.1.0",
});

interface Said {
  readonly id?: string;
  readonly room?: string;
  readonly name?: string;
}

/** A message of a client, by default Анна. */
export const said = (message: string, { id, room = "lobby", name = "Анна" }: Said = {}): RecordDraft => ({
  type: "message",
  room,
  client_id: `Client_${name}`,
  name,
  id: id ?? message,
  sender: "client",
  message,
});

/** An action of Анна other than a message. */
export const topicSet = (topic: string): RecordDraft => ({
  type: "topic",
  room: "lobby",
  client_id: "Client_Анна",
  name: "Анна",
  sender: "client",
  message: "",
  topic,
});
