import type { SafetyReport } from "@beseda/protocol";
import type { Row } from "../rows/row.ts";
import { increment, mostFirst, type Counts } from "./counts.ts";
import { defineFold, type FoldContext } from "./fold.ts";
import { localMinute } from "./timestamp.ts";

/** So many messages in so much time are a flood. */
const floodMessages = 20;
const floodMs = 10_000;
/** So often the same text, one after the other. */
const repeatedTexts = 5;
/** A robust z-score over this is a spike. */
const spikeScore = 6;
const spikeHours = 24;
const listed = 50;
const hourMs = 3_600_000;

interface Speaker {
  /** Times of the newest messages, in a ring. */
  times: Float64Array;
  at: number;
  text: number;
  run: number;
}

interface State {
  speakers: Array<Speaker | undefined>;
  floods: Counts<number>;
  repeats: Counts<number>;
  kicked: Counts<number>;
  banned: Counts<number>;
  rateLimited: Counts<number>;
  reported: Counts<number>;
  hours: Map<number, { messages: number }>;
  hour: number;
  thisHour: { messages: number };
}

const init = (): State => ({
  speakers: [],
  floods: new Map(),
  repeats: new Map(),
  kicked: new Map(),
  banned: new Map(),
  rateLimited: new Map(),
  reported: new Map(),
  hours: new Map(),
  hour: Number.NaN,
  thisHour: { messages: 0 },
});

const step = (state: State, row: Row): void => {
  if (row.isSaid) say(state, row);
  else if (row.type === "disconnected") leave(state, row);
  else if (row.type === "reported") increment(state.reported, row.client);
};

const leave = (state: State, { stay }: Row): void => {
  if (stay?.status === "kicked") increment(state.kicked, stay.client);
  else if (stay?.status === "banned") increment(state.banned, stay.client);
  else if (stay?.status === "rate-limited") increment(state.rateLimited, stay.client);
};

const newSpeaker = (): Speaker => ({
  times: new Float64Array(floodMessages).fill(-Infinity),
  at: 0,
  text: 0,
  run: 0,
});

const say = (state: State, row: Row): void => {
  const hour = row.day * 24 + row.hour;
  if (hour !== state.hour) turnTo(state, hour);
  state.thisHour.messages += 1;
  while (state.speakers.length <= row.client) state.speakers.push(undefined);
  const speaker = (state.speakers[row.client] ??= newSpeaker());
  speaker.times[speaker.at] = row.time;
  speaker.at = speaker.at + 1 === floodMessages ? 0 : speaker.at + 1;
  if (row.time - (speaker.times[speaker.at] ?? 0) <= floodMs) {
    increment(state.floods, row.client);
    speaker.times.fill(-Infinity);
  }
  speaker.run = row.textHash === speaker.text && row.words > 0 ? speaker.run + 1 : 1;
  speaker.text = row.textHash;
  if (speaker.run === repeatedTexts) increment(state.repeats, row.client);
};

const turnTo = (state: State, hour: number): void => {
  state.hour = hour;
  state.thisHour = state.hours.get(hour) ?? { messages: 0 };
  state.hours.set(hour, state.thisHour);
};

const middle = (values: readonly number[]): number =>
  values.toSorted((left, right) => left - right)[values.length >> 1] ?? 0;

/** A standard deviation is 1.4826 median absolute deviations of a normal distribution. */
const deviations = 1.4826;

const spikesOf = ({ hours }: State): SafetyReport["spikes"] => {
  const counts = [...hours.values()].map(({ messages }) => messages);
  if (counts.length < spikeHours) return [];
  const usual = middle(counts);
  const spread = Math.max(1, deviations * middle(counts.map((count) => Math.abs(count - usual))));
  return [...hours]
    .map(([hour, { messages }]) => ({
      start: localMinute(hour * hourMs),
      messages,
      score: (messages - usual) / spread,
    }))
    .filter(({ score }) => score > spikeScore)
    .sort((left, right) => right.score - left.score)
    .slice(0, listed);
};

const people = (counts: Counts<number>, { idOf, nameOf }: FoldContext): SafetyReport["kicked"] =>
  mostFirst(counts, listed).map(([client, count]) => ({
    client_id: idOf(client),
    name: nameOf(client),
    count,
  }));

/** The facts that a moderator looks for. */
export const safety = defineFold({
  key: "safety",
  types: ["message", "disconnected", "reported"],
  init,
  step,
  result: (state, context): SafetyReport => ({
    kicked: people(state.kicked, context),
    banned: people(state.banned, context),
    rate_limited: people(state.rateLimited, context),
    reported: people(state.reported, context),
    floods: people(state.floods, context),
    repeats: people(state.repeats, context),
    spikes: spikesOf(state),
  }),
});
