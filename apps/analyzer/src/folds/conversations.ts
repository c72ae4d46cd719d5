import type { ConversationsReport } from "@beseda/protocol";
import { conversationGapMs } from "../rows/responses.ts";
import { none, type Row } from "../rows/row.ts";
import { addClient, noClients, type ClientSet } from "./client-set.ts";
import { countedQuantile, increment, mostFirst, type Counts } from "./counts.ts";
import { addValue, copyOf, durationStats, emptyDistribution, type Distribution } from "./distribution.ts";
import { defineFold, type FoldContext } from "./fold.ts";
import {
  addPair,
  addWait,
  emptyPairs,
  mostFrequentPairs,
  waitQuantile,
  type PairCount,
  type PairTable,
} from "./pair-table.ts";
import { timestamp } from "./timestamp.ts";

interface Conversation {
  start: number;
  end: number;
  messages: number;
  starter: number;
  people: ClientSet;
  /** Messages of one client in a row, up to now. */
  speaker: number;
  run: number;
  runStart: number;
}

interface Monologue {
  readonly client: number;
  readonly room: number;
  readonly messages: number;
  readonly start: number;
}

interface State {
  /** By index of the room + 1. */
  running: Array<Conversation | undefined>;
  count: number;
  length: Distribution;
  messages: Counts<number>;
  people: number;
  starters: Counts<number>;
  firstResponders: Counts<number>;
  responses: Distribution;
  /** Waits by the one who answers, and the one who is answered. */
  pairs: PairTable;
  replies: PairTable;
  /** The authors of the messages at the newest positions. */
  authors: Int32Array;
  monologues: Monologue[];
}

const listed = 50;
const listedMonologues = 10;
/** A reply to an older message is counted for nobody. */
const rememberedMessages = 1 << 14;
/** The least number of messages in a row that is worth reporting. */
const monologueMessages = 5;

const init = (): State => ({
  running: [],
  count: 0,
  length: emptyDistribution(),
  messages: new Map(),
  people: 0,
  starters: new Map(),
  firstResponders: new Map(),
  responses: emptyDistribution(),
  pairs: emptyPairs(true),
  replies: emptyPairs(),
  authors: new Int32Array(rememberedMessages).fill(-1),
  monologues: [],
});

const step = (state: State, row: Row): void => {
  if (!row.isSaid) return;
  converse(state, row);
  answer(state, row);
  reply(state, row);
};

const converse = (state: State, row: Row): void => {
  const room = row.room + 1;
  while (state.running.length <= room) state.running.push(undefined);
  const running = state.running[room];
  if (running && row.time - running.end <= conversationGapMs) return goOn(state, running, row);
  if (running) close(state, running, row.room);
  state.running[room] = newConversation(row);
};

const newConversation = ({ time, client }: Row): Conversation => {
  const people = noClients();
  addClient(people, client);
  return {
    start: time,
    end: time,
    messages: 1,
    starter: client,
    people,
    speaker: client,
    run: 1,
    runStart: time,
  };
};

const goOn = (state: State, conversation: Conversation, row: Row): void => {
  conversation.messages += 1;
  if (row.time > conversation.end) conversation.end = row.time;
  if (conversation.speaker === row.client) {
    conversation.run += 1;
    return;
  }
  if (conversation.people.size === 1) increment(state.firstResponders, row.client);
  addClient(conversation.people, row.client);
  noteMonologue(state, conversation, row.room);
  conversation.speaker = row.client;
  conversation.run = 1;
  conversation.runStart = row.time;
};

const noteMonologue = (state: State, { speaker, run, runStart }: Conversation, room: number): void => {
  if (run < monologueMessages) return;
  const shortest = state.monologues.at(-1);
  if (shortest && state.monologues.length >= listedMonologues && shortest.messages >= run) return;
  state.monologues.push({ client: speaker, room, messages: run, start: runStart });
  state.monologues.sort((left, right) => right.messages - left.messages || left.start - right.start);
  if (state.monologues.length > listedMonologues) state.monologues.pop();
};

const close = (state: State, conversation: Conversation, room: number): void => {
  noteMonologue(state, conversation, room);
  addConversation(state, conversation);
};

const addConversation = (state: State, { start, end, messages, people, starter }: Conversation): void => {
  state.count += 1;
  addValue(state.length, end - start);
  increment(state.messages, messages);
  state.people += people.size;
  increment(state.starters, starter);
};

const answer = (state: State, { client, answers, waitMs }: Row): void => {
  if (answers === none) return;
  addValue(state.responses, waitMs);
  addWait(state.pairs, addPair(state.pairs, client, answers), waitMs);
};

const reply = (state: State, row: Row): void => {
  if (row.target > 0 && row.target > row.seq - rememberedMessages) {
    const to = state.authors[row.target % rememberedMessages] ?? -1;
    if (to >= 0 && to !== row.client) addPair(state.replies, row.client, to);
  }
  for (const to of row.mentions) if (to !== row.client) addPair(state.replies, row.client, to);
  if (row.seq > 0) state.authors[row.seq % rememberedMessages] = row.client;
};

const personCounts = (
  counts: Counts<number>,
  { idOf, nameOf }: FoldContext,
): ConversationsReport["starters"] =>
  mostFirst(counts, listed).map(([client, count]) => ({
    client_id: idOf(client),
    name: nameOf(client),
    count,
  }));

const ends = ({ from, to }: PairCount, { idOf, nameOf }: FoldContext) => ({
  from: idOf(from),
  from_name: nameOf(from),
  to: idOf(to),
  to_name: nameOf(to),
});

const pairRows = (state: State, context: FoldContext): ConversationsReport["pairs"] =>
  mostFrequentPairs(state.pairs, listed).map((pair) =>
    Object.assign(ends(pair, context), {
      responses: pair.count,
      median_ms: waitQuantile(state.pairs, pair, 0.5),
      p90_ms: waitQuantile(state.pairs, pair, 0.9),
    }),
  );

/** The conversations that are over, and those that go on as if they were over now. */
const withRunning = (state: State): State => {
  const { length, messages, starters, monologues } = state;
  const copy = {
    ...state,
    length: copyOf(length),
    messages: new Map(messages),
    starters: new Map(starters),
    monologues: [...monologues],
  };
  for (const [index, conversation] of state.running.entries()) {
    if (conversation) close(copy, conversation, index - 1);
  }
  return copy;
};

/** The fold of who answers whom, how fast, and how conversations go. */
export const conversations = defineFold({
  key: "conversations",
  types: ["message"],
  init,
  step,
  result: (state, context): ConversationsReport => {
    const all = withRunning(state);
    const messages = [...all.messages].reduce((sum, [size, count]) => sum + size * count, 0);
    return {
      count: all.count,
      length: durationStats(all.length),
      mean_messages: all.count === 0 ? null : messages / all.count,
      median_messages: countedQuantile(all.messages, 0.5),
      mean_people: all.count === 0 ? null : all.people / all.count,
      starters: personCounts(all.starters, context),
      responses: durationStats(all.responses),
      pairs: pairRows(state, context),
      replies: mostFrequentPairs(state.replies, listed).map((pair) =>
        Object.assign(ends(pair, context), { count: pair.count }),
      ),
      first_responders: personCounts(all.firstResponders, context),
      monologues: all.monologues.map(({ client, room, messages: said, start }) => ({
        client_id: context.idOf(client),
        name: context.nameOf(client),
        room: context.names.rooms.values[room] ?? "",
        messages: said,
        start: timestamp(start),
      })),
      short_by: Math.max(state.pairs.shortBy, state.replies.shortBy),
    };
  },
});
