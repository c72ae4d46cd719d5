import { serverId, type ClientRow, type ClientsReport } from "@beseda/protocol";
import type { Names } from "../input/names.ts";
import type { Row } from "../input/row.ts";
import { defineFold } from "./fold.ts";
import { timestamp } from "./timestamp.ts";

interface Client {
  names: string[];
  first: number;
  last: number;
  messages: number;
  words: number;
  characters: number;
  sessions: number;
  onlineMs: number;
}

interface State {
  messages: number;
  /** By index of the client. */
  clients: Map<number, Client>;
}

const clientOf = ({ clients }: State, row: Row): Client => {
  const known = clients.get(row.client);
  if (known) return known;
  const client: Client = {
    names: [],
    first: row.time,
    last: row.time,
    messages: 0,
    words: 0,
    characters: 0,
    sessions: 0,
    onlineMs: 0,
  };
  clients.set(row.client, client);
  return client;
};

const step = (state: State, row: Row): void => {
  const client = clientOf(state, row);
  client.first = Math.min(client.first, row.time);
  client.last = Math.max(client.last, row.time);
  if (row.name !== "" && !client.names.includes(row.name)) client.names.push(row.name);
  if (row.type === "message" && row.fromClient) {
    state.messages += 1;
    client.messages += 1;
    client.words += row.words;
    client.characters += row.characters;
  } else if (row.type === "connected") client.sessions += 1;
  else if (row.type === "disconnected") client.onlineMs += Math.max(0, row.durationMs);
};

const rowOf = (
  index: number,
  client: Client,
  { state, names }: { state: State; names: Names },
): ClientRow => ({
  client_id: names.clients.value(index),
  names: client.names,
  first_seen: timestamp(client.first),
  last_seen: timestamp(client.last),
  messages: client.messages,
  share: state.messages === 0 ? 0 : client.messages / state.messages,
  words: client.words,
  characters: client.characters,
  sessions: client.sessions,
  online_ms: client.onlineMs,
});

/** How active each client is. */
export const clients = defineFold({
  key: "clients",
  init: (): State => ({ messages: 0, clients: new Map() }),
  step,
  result: (state, names): ClientsReport => {
    const rows = [...state.clients]
      .map(([index, client]) => rowOf(index, client, { state, names }))
      .filter((row) => row.client_id !== serverId)
      .sort(
        (a, b) => b.messages - a.messages || b.online_ms - a.online_ms || compare(a.client_id, b.client_id),
      );
    return { total: rows.length, messages: state.messages, rows };
  },
});

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
