import type { ClientRow, ClientsReport } from "@beseda/protocol";
import { flag } from "../input/columns.ts";
import { serverIndex } from "../rows/names.ts";
import { none, type Row } from "../rows/row.ts";
import { daysOf, longestStreak } from "../rows/day-set.ts";
import { shareOf } from "./counts.ts";
import { addValue, emptyDistribution, ofOne, quantiles, type Distribution } from "./distribution.ts";
import { defineFold, type FoldContext } from "./fold.ts";
import { everybodyGone, nobodyThere, notePresence, presentMs, type Presence } from "./presence.ts";
import { timestamp } from "./timestamp.ts";

interface Client {
  names: number[];
  name: number;
  first: number;
  last: number;
  messages: number;
  words: number;
  /** Number of messages of each length. */
  lengths: Uint32Array;
  characters: number;
  questions: number;
  shouts: number;
  links: number;
  emoji: number;
  sessions: number;
  onlineMs: number;
  presence: Presence;
  replies: number;
  mentions: number;
  mentioned: number;
  rooms: Map<number, { count: number }>;
  /** Where the client spoke last, and its count: most people stay in one room. */
  room: number;
  inRoom: { count: number };
  hours: Uint32Array;
  responses: Distribution;
}

interface State {
  messages: number;
  /** By index of the client. */
  clients: Array<Client | undefined>;
}

const newClient = (time: number): Client => ({
  names: [],
  name: none,
  first: time,
  last: time,
  messages: 0,
  words: 0,
  lengths: new Uint32Array(64),
  characters: 0,
  questions: 0,
  shouts: 0,
  links: 0,
  emoji: 0,
  sessions: 0,
  onlineMs: 0,
  presence: nobodyThere(),
  replies: 0,
  mentions: 0,
  mentioned: 0,
  rooms: new Map(),
  room: none,
  inRoom: { count: 0 },
  hours: new Uint32Array(24),
  responses: emptyDistribution(ofOne),
});

const clientOf = (state: State, index: number, time: number): Client => {
  while (state.clients.length <= index) state.clients.push(undefined);
  return (state.clients[index] ??= newClient(time));
};

const step = (state: State, row: Row): void => {
  if (row.type === "server-started") {
    for (const client of state.clients) if (client) everybodyGone(client.presence, row.previous);
  }
  if (row.client === serverIndex) return;
  const client = clientOf(state, row.client, row.time);
  see(client, row);
  if (row.isSaid) say(state, client, row);
  else if (row.type === "connected") {
    client.sessions += 1;
    notePresence(row, (index) => clientOf(state, index, row.time).presence);
  } else if (row.type === "disconnected") leave(state, row);
};

const see = (client: Client, row: Row): void => {
  if (row.time < client.first) client.first = row.time;
  if (row.time > client.last) client.last = row.time;
  if (row.name === client.name || row.name === none) return;
  client.name = row.name;
  if (!client.names.includes(row.name)) client.names.push(row.name);
};

const say = (state: State, client: Client, row: Row): void => {
  state.messages += 1;
  client.messages += 1;
  client.words += row.words;
  client.characters += row.characters;
  client.emoji += row.emoji;
  client.lengths = withOneMore(client.lengths, Math.min(row.characters, longestLength));
  if (row.flags & flag.question) client.questions += 1;
  if (row.flags & flag.shout) client.shouts += 1;
  if (row.flags & flag.link) client.links += 1;
  if (row.replyTo > 0) client.replies += 1;
  if (row.room !== client.room) turnTo(client, row.room);
  client.inRoom.count += 1;
  client.hours[row.hour] = (client.hours[row.hour] ?? 0) + 1;
  for (const mentioned of row.mentions) {
    client.mentions += 1;
    clientOf(state, mentioned, row.time).mentioned += 1;
  }
  if (row.answers !== none) addValue(client.responses, row.waitMs);
};

const turnTo = (client: Client, room: number): void => {
  client.room = room;
  client.inRoom = client.rooms.get(room) ?? { count: 0 };
  if (room !== none) client.rooms.set(room, client.inRoom);
};

const favouriteOf = ({ rooms }: Client): number | undefined =>
  [...rooms].sort(([, left], [, right]) => right.count - left.count)[0]?.[0];

const leave = (state: State, row: Row): void => {
  notePresence(row, (index) => clientOf(state, index, row.time).presence);
  const { stay } = row;
  if (!stay || stay.state === "unstarted") return;
  clientOf(state, stay.client, row.time).onlineMs += Math.max(0, stay.durationMs);
};

const hourMs = 3_600_000;
/** Longer messages are counted as so long. */
const longestLength = 100_000;

/** The counts with one more at an index, in a longer array if need be. */
const withOneMore = (counts: Uint32Array, index: number): Uint32Array => {
  let longer = counts;
  if (index >= counts.length) {
    longer = new Uint32Array(index * 2);
    longer.set(counts);
  }
  longer[index] = (longer[index] ?? 0) + 1;
  return longer;
};

/** The value that half of all are at most, where the values are the indexes. */
const medianIndex = (counts: Uint32Array): number | null => {
  const half = Math.ceil(counts.reduce((sum, count) => sum + count, 0) / 2);
  let seen = 0;
  const index = counts.findIndex((count) => (seen += count) >= half && half > 0);
  return index < 0 ? null : index;
};

const mostAt = (counts: Uint32Array): number | null => {
  const most = Math.max(...counts);
  return most === 0 ? null : counts.indexOf(most);
};

const rowOf = (index: number, state: State, context: FoldContext): ClientRow[] => {
  const client = state.clients[index];
  if (!client) return [];
  const { messages, characters, onlineMs } = client;
  const ofClient = context.days[index];
  const days = ofClient ? daysOf(ofClient) : [];
  const room = favouriteOf(client);
  const row: ClientRow = {
    client_id: context.idOf(index),
    names: client.names.map((name) => context.names.people.values[name] ?? ""),
    first_seen: timestamp(client.first),
    last_seen: timestamp(client.last),
    messages,
    share: shareOf(messages, state.messages),
    words: client.words,
    characters,
    mean_length: messages === 0 ? null : characters / messages,
    median_length: medianIndex(client.lengths),
    questions: client.questions,
    shouts: client.shouts,
    links: client.links,
    emoji: client.emoji,
    active_days: days.length,
    longest_streak_days: longestStreak(days),
    sessions: client.sessions,
    online_ms: onlineMs,
    present_ms: presentMs(client.presence, context.last),
    messages_per_online_hour: onlineMs === 0 ? null : messages / (onlineMs / hourMs),
    replies: client.replies,
    mentions: client.mentions,
    mentioned: client.mentioned,
    favourite_room: room === undefined ? null : (context.names.rooms.values[room] ?? null),
    favourite_hour: mostAt(client.hours),
    median_response_ms: client.responses.count === 0 ? null : (quantiles(client.responses, [0.5])[0] ?? null),
  };
  return [row];
};

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/** How active each client is. */
export const clients = defineFold({
  key: "clients",
  init: (): State => ({ messages: 0, clients: [] }),
  step,
  result: (state, context): ClientsReport => {
    const rows = state.clients
      .flatMap((_, index) => rowOf(index, state, context))
      .sort(
        (a, b) => b.messages - a.messages || b.online_ms - a.online_ms || compare(a.client_id, b.client_id),
      );
    return { total: rows.length, messages: state.messages, rows };
  },
});
