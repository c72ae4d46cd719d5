import type { ClientRow, ClientsReport } from "@beseda/protocol";
import { flag } from "../input/columns.ts";
import { isDoneByOthers } from "../rows/done-by-others.ts";
import { serverIndex } from "../rows/names.ts";
import { none, type Row } from "../rows/row.ts";
import { daysOf, longestStreak } from "../rows/day-set.ts";
import { shareOf } from "./counts.ts";
import { addValue, emptyDistribution, ofOne, quantiles, type Distribution } from "./distribution.ts";
import { defineFold, type FoldContext } from "./fold.ts";
import { longer, medianIndex, mostAt } from "./length-counts.ts";
import { isPresent, presentMs } from "../rows/presence.ts";
import { timestamp } from "./timestamp.ts";

/** The numbers counted of each client with every record: side by side, so that they are found at once. */
const counted = {
  first: 0,
  last: 1,
  messages: 2,
  words: 3,
  characters: 4,
  questions: 5,
  shouts: 6,
  links: 7,
  emoji: 8,
  sessions: 9,
  onlineMs: 10,
  replies: 11,
  mentions: 12,
  mentioned: 13,
  /** Name and room that were seen last. */
  name: 14,
  room: 15,
} as const;
type Counted = keyof typeof counted;
const width = 16;
const dayHours = 24;

interface Client {
  readonly names: number[];
  /** Number of messages of each length. */
  lengths: Uint32Array;
  /** None before the first room. */
  rooms: Map<number, { count: number }> | undefined;
  /** The counter of the room where the client spoke last: most people stay in one room. */
  inRoom: { count: number };
  /** None before the first answer. */
  responses: Distribution | undefined;
}

interface State {
  messages: number;
  /** By index of the client. */
  clients: Array<Client | undefined>;
  /** `width` numbers of each client. */
  numbers: Float64Array;
  /** Messages in each hour of the day, of each client. */
  hours: Uint32Array;
}

const noLengths = new Uint32Array(0);

/** There may be millions of clients who say one thing each: parts that one does not need are not made. */
const newClient = (): Client => ({
  names: [],
  lengths: noLengths,
  rooms: undefined,
  inRoom: { count: 0 },
  responses: undefined,
});

const firstClients = 16;

const init = (): State => ({
  messages: 0,
  clients: [],
  numbers: new Float64Array(firstClients * width),
  hours: new Uint32Array(firstClients * dayHours),
});

/** The client of that index; made from the row, as its first one, if there was none. */
const clientOf = (state: State, index: number, row: Row): Client =>
  state.clients[index] ?? addClient(state, index, row);

const addClient = (state: State, index: number, { time }: Row): Client => {
  while (state.clients.length <= index) state.clients.push(undefined);
  if (state.numbers.length < state.clients.length * width) widen(state);
  const at = index * width;
  state.numbers[at + counted.first] = time;
  state.numbers[at + counted.last] = time;
  state.numbers[at + counted.name] = none;
  state.numbers[at + counted.room] = none;
  return (state.clients[index] = newClient());
};

const widen = (state: State): void => {
  const { numbers, hours } = state;
  const clients = state.clients.length * 2;
  state.numbers = new Float64Array(clients * width);
  state.numbers.set(numbers);
  state.hours = new Uint32Array(clients * dayHours);
  state.hours.set(hours);
};

const add = (numbers: Float64Array, at: number, amount: number): void => {
  numbers[at] = (numbers[at] ?? 0) + amount;
};

const step = (state: State, row: Row): void => {
  if (row.client === serverIndex || (!row.isSaid && isDoneByOthers(row.type))) return;
  const client = clientOf(state, row.client, row);
  see(state, client, row);
  if (row.isSaid) say(state, client, row);
  else if (row.type === "connected") add(state.numbers, row.client * width + counted.sessions, 1);
  else if (row.type === "disconnected") leave(state, row);
};

const see = ({ numbers }: State, client: Client, { client: index, time, name }: Row): void => {
  const at = index * width;
  if (time < (numbers[at + counted.first] ?? 0)) numbers[at + counted.first] = time;
  if (time > (numbers[at + counted.last] ?? 0)) numbers[at + counted.last] = time;
  if (name === numbers[at + counted.name] || name === none) return;
  numbers[at + counted.name] = name;
  if (!client.names.includes(name)) client.names.push(name);
};

const say = (state: State, client: Client, row: Row): void => {
  const { numbers, hours } = state;
  const at = row.client * width;
  state.messages += 1;
  add(numbers, at + counted.messages, 1);
  if (row.target > 0) add(numbers, at + counted.replies, 1);
  const hour = row.client * dayHours + row.hour;
  hours[hour] = (hours[hour] ?? 0) + 1;
  if (row.room !== numbers[at + counted.room]) {
    numbers[at + counted.room] = row.room;
    turnTo(client, row.room);
  }
  client.inRoom.count += 1;
  reword(state, row, 1);
  if (row.answers !== none) addValue((client.responses ??= emptyDistribution(ofOne)), row.waitMs);
};

const reword = (state: State, row: Row, by: 1 | -1): void => {
  const client = clientOf(state, row.client, row);
  const { numbers } = state;
  const at = row.client * width;
  add(numbers, at + counted.words, row.words * by);
  add(numbers, at + counted.characters, row.characters * by);
  if (row.emoji > 0) add(numbers, at + counted.emoji, row.emoji * by);
  if (row.flags & flag.question) add(numbers, at + counted.questions, by);
  if (row.flags & flag.shout) add(numbers, at + counted.shouts, by);
  if (row.flags & flag.link) add(numbers, at + counted.links, by);
  const length = Math.min(row.characters, longestLength);
  if (length >= client.lengths.length) client.lengths = longer(client.lengths, length);
  client.lengths[length] = (client.lengths[length] ?? 0) + by;
  if (row.mentions.length > 0) mention(state, row, by);
};

const mention = (state: State, row: Row, by: 1 | -1): void => {
  const { client, mentions } = row;
  for (const mentioned of mentions) {
    add(state.numbers, client * width + counted.mentions, by);
    clientOf(state, mentioned, row);
    add(state.numbers, mentioned * width + counted.mentioned, by);
  }
};

const turnTo = (client: Client, room: number): void => {
  client.inRoom = client.rooms?.get(room) ?? { count: 0 };
  if (room !== none) (client.rooms ??= new Map()).set(room, client.inRoom);
};

const favouriteOf = ({ rooms }: Client): number | undefined =>
  [...(rooms ?? [])].sort(([, left], [, right]) => right.count - left.count)[0]?.[0];

const leave = (state: State, row: Row): void => {
  const { stay } = row;
  if (!stay || stay.state === "unstarted") return;
  clientOf(state, stay.client, row);
  add(state.numbers, stay.client * width + counted.onlineMs, Math.max(0, stay.durationMs));
};

const hourMs = 3_600_000;
/** How much somebody writes in an hour is not derived from less of their time than this. */
const leastOnlineMs = 60_000;
/** Longer messages are counted as so long. */
const longestLength = 100_000;

const rowOf = (index: number, state: State, context: FoldContext): ClientRow[] => {
  const client = state.clients[index];
  if (!client) return [];
  const at = index * width;
  const numberOf = (name: Counted): number => state.numbers[at + counted[name]] ?? 0;
  const messages = numberOf("messages");
  const characters = numberOf("characters");
  const onlineMs = numberOf("onlineMs");
  const ofClient = context.days[index];
  const days = ofClient ? daysOf(ofClient) : [];
  const room = favouriteOf(client);
  const row: ClientRow = {
    client_id: context.idOf(index),
    names: client.names.map((name) => context.names.people.values[name] ?? ""),
    first_seen: timestamp(numberOf("first")),
    last_seen: timestamp(numberOf("last")),
    messages,
    share: shareOf(messages, state.messages),
    words: numberOf("words"),
    characters,
    mean_length: messages === 0 ? null : characters / messages,
    median_length: medianIndex(client.lengths, messages),
    questions: numberOf("questions"),
    shouts: numberOf("shouts"),
    links: numberOf("links"),
    emoji: numberOf("emoji"),
    active_days: days.length,
    longest_streak_days: longestStreak(days),
    sessions: numberOf("sessions"),
    online_ms: onlineMs,
    present_ms: presentMs(context.presences[index], context.last),
    is_online: isPresent(context.presences[index]),
    messages_per_online_hour: onlineMs < leastOnlineMs ? null : messages / (onlineMs / hourMs),
    replies: numberOf("replies"),
    mentions: numberOf("mentions"),
    mentioned: numberOf("mentioned"),
    favourite_room: room === undefined ? null : (context.names.rooms.values[room] ?? null),
    favourite_hour: mostAt(state.hours.subarray(index * dayHours, (index + 1) * dayHours)),
    median_response_ms: client.responses ? (quantiles(client.responses, [0.5])[0] ?? null) : null,
  };
  return [row];
};

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/** The fold of how active each client is. */
export const clients = defineFold({
  key: "clients",
  init,
  step,
  reword,
  result: (state, context): ClientsReport => {
    const rows = state.clients
      .flatMap((_, index) => rowOf(index, state, context))
      .sort(
        (a, b) => b.messages - a.messages || b.online_ms - a.online_ms || compare(a.client_id, b.client_id),
      );
    return { total: rows.length, messages: state.messages, rows };
  },
});
