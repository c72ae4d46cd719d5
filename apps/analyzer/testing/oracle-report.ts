import type { LogRecord } from "./arbitrary-log.ts";
import {
  factsOf,
  mean,
  quantile,
  statsOf,
  staysOf,
  sum,
  tally,
  type Fact,
  type OracleStay,
} from "./oracle.ts";

const dayMs = 86_400_000;
const gapMs = 30 * 60_000;
const clean: ReadonlySet<string> = new Set(["normal", "going-away"]);
const moderated: ReadonlySet<string> = new Set(["kicked", "banned", "rate-limited", "replaced"]);
const byServer: ReadonlySet<string> = new Set(["server-stopped", "server-crashed"]);

const kindOf = (status: string): string =>
  clean.has(status)
    ? "clean"
    : moderated.has(status)
      ? "moderated"
      : byServer.has(status)
        ? "server"
        : "abnormal";

const wordPattern =
  /[[\p{L}\p{N}\p{M}]--[\u{FE00}-\u{FE0F}]]+(?:[\-'][[\p{L}\p{N}\p{M}]--[\u{FE00}-\u{FE0F}]]+)*/gv;
const linkPattern = /https?:\/\/[^\s"<>]+/giu;
const mentionPattern = /(?<![\p{L}\p{N}\p{M}'@-])@(?=[\p{L}\p{N}\p{M}])[^\s,;:!?()"<>@]+/gu;
const emojiPattern = /\p{RGI_Emoji}/gv;
const keycapPattern = /[0-9#*]\uFE0F\u20E3/gu;

/** A text without what are not words: its links, and the names that it mentions. */
const plainOf = (text: string): string =>
  text.replace(linkPattern, " ").replace(mentionPattern, " ").replaceAll(keycapPattern, " ");
const mentionsOf = (text: string): string[] =>
  [...text.replace(linkPattern, " ").matchAll(mentionPattern)].map(([match]) => match.slice(1));
export const wordsOf = (text: string): string[] =>
  [...plainOf(text).matchAll(wordPattern)].map(([word]) => word.toLowerCase());
const wordCount = (text: string): number => wordsOf(text).length + mentionsOf(text).length;
const lengthOf = (text: string): number => Array.from(text).length;
const countOf = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length;
const isQuestion = (text: string): boolean => text.replace(linkPattern, " ").includes("?");

const isShout = (text: string): boolean => {
  const letters = Array.from(plainOf(text)).filter((character) => /\p{L}/u.test(character));
  const capitals = letters.filter((letter) => letter.toLowerCase() !== letter);
  return capitals.length >= 4 && capitals.length === letters.length;
};

/** Everything about a log that the sections below are made of. */
export interface Oracle {
  readonly facts: readonly Fact[];
  readonly said: readonly Fact[];
  readonly stays: readonly OracleStay[];
  /** SessionSpans whose end is in the log, in the order of their ends. */
  readonly over: readonly OracleStay[];
  readonly clients: readonly string[];
  readonly last: number;
}

export const oracleOf = (log: readonly LogRecord[]): Oracle => {
  const facts = factsOf(log);
  const stays = staysOf(log);
  return {
    facts,
    said: facts.filter(({ isSaid }) => isSaid),
    stays,
    over: stays.filter(({ state }) => state !== "open"),
    clients: [...new Set(facts.map(({ client }) => client))].filter((client) => client !== "server"),
    last: Math.max(...facts.map(({ time }) => time)),
  };
};

const lengthsOf = (stays: readonly OracleStay[]): number[] => stays.map(({ durationMs }) => durationMs ?? 0);
const nameOf = ({ facts }: Oracle, client: string): string =>
  facts.findLast((fact) => fact.client === client && fact.name !== undefined)?.name ?? client;

/** Length of the union of intervals, millisecond borders looked at one by one. */
const unionMs = (stays: readonly OracleStay[], last: number): number => {
  const spans = stays.flatMap(({ started, goneAt }) =>
    started === undefined ? [] : [[started, goneAt ?? last] as const],
  );
  const borders = [...new Set(spans.flat())].toSorted((left, right) => left - right);
  return sum(
    borders.slice(1).map((to, index) => {
      const from = borders[index] ?? to;
      return spans.some(([start, end]) => start <= from && end >= to) ? to - from : 0;
    }),
  );
};

const perHour = (said: readonly unknown[], lengths: readonly number[]): number =>
  said.length / (sum(lengths) / 3_600_000);

/** Whether a client has a session when the log ends. */
const isThere = ({ stays }: Oracle, client: string): boolean =>
  stays.some((stay) => stay.client === client && stay.state === "open" && stay.goneAt === undefined);

export const expectedOverview = (oracle: Oracle) => {
  const { said, clients, facts, over, stays } = oracle;
  const known = over.filter(({ state }) => state !== "unstarted");
  const abnormal = over.filter(({ status }) => kindOf(status) === "abnormal");
  return {
    messages: said.length,
    clients: clients.length,
    rooms: new Set(facts.flatMap(({ room }) => room ?? [])).size,
    sessions: facts.filter(({ type }) => type === "connected").length,
    online_ms: sum(lengthsOf(known)),
    present_ms: sum(
      clients.map((client) =>
        unionMs(
          stays.filter((stay) => stay.client === client),
          oracle.last,
        ),
      ),
    ),
    online_now: clients.filter((client) => isThere(oracle, client)).length,
    disconnects: over.length,
    abnormal_share: over.length === 0 ? 0 : abnormal.length / over.length,
    types: tally(facts.map(({ type }) => type)).map(([type, count]) => ({ type, count })),
  };
};

/** Returns whom each message answers, and how long that person has waited. */
const responsesOf = ({ said }: Oracle): Array<{ fact: Fact; to: string; waitMs: number }> =>
  said.flatMap((fact, index) => {
    const before = said.slice(0, index).findLast(({ room }) => room === fact.room);
    if (!before || before.client === fact.client || fact.time - before.time > gapMs) return [];
    return [{ fact, to: before.client, waitMs: Math.max(0, fact.time - before.time) }];
  });

/** Clients that a message names: those who had the name last, up to that message. */
const mentionedBy = ({ facts }: Oracle, fact: Fact): string[] =>
  mentionsOf(fact.text).flatMap((mention) => {
    const before = facts.slice(0, facts.indexOf(fact) + 1);
    const taken = (name: string): string | undefined => {
      const renames = before.filter(
        (one, index) =>
          one.name !== undefined &&
          before.slice(0, index).findLast((other) => other.client === one.client && other.name !== undefined)
            ?.name !== one.name,
      );
      return renames.findLast((one) => one.name?.toLowerCase() === name)?.client;
    };
    const key = mention.toLowerCase();
    return taken(key) ?? taken(key.replace(/[.…-]+$/u, "")) ?? [];
  });

const daysOf = (facts: readonly Fact[]): number[] =>
  [
    ...new Set(
      facts.filter(({ type }) => type !== "disconnected").map(({ time }) => Math.floor(time / dayMs)),
    ),
  ].toSorted((left, right) => left - right);

const streakOf = (days: readonly number[]): number =>
  Math.max(
    0,
    ...days.map(
      (day) =>
        days.filter(
          (_, other) => days[other] === day + other - days.indexOf(day) && other >= days.indexOf(day),
        ).length,
    ),
  );

export const expectedClients = (oracle: Oracle) => {
  const responses = responsesOf(oracle);
  return Object.fromEntries(
    oracle.clients.map((client) => {
      const facts = oracle.facts.filter((fact) => fact.client === client);
      const said = facts.filter(({ isSaid }) => isSaid);
      const stays = oracle.stays.filter((stay) => stay.client === client);
      const known = stays.filter(({ state }) => state === "ended" || state === "cut");
      const lengths = said.map(({ text }) => lengthOf(text));
      const days = daysOf(facts);
      const waits = responses.filter(({ fact }) => fact.client === client).map(({ waitMs }) => waitMs);
      return [
        client,
        {
          names: [...new Set(facts.flatMap(({ name }) => name ?? []))],
          first_seen: new Date(Math.min(...facts.map(({ time }) => time))).toISOString(),
          last_seen: new Date(Math.max(...facts.map(({ time }) => time))).toISOString(),
          messages: said.length,
          words: sum(said.map(({ text }) => wordCount(text))),
          characters: sum(lengths),
          mean_length: mean(lengths),
          median_length: quantile(lengths, 0.5),
          questions: said.filter(({ text }) => isQuestion(text)).length,
          shouts: said.filter(({ text }) => isShout(text)).length,
          links: said.filter(({ text }) => countOf(text, linkPattern) > 0).length,
          emoji: sum(said.map(({ text }) => countOf(text, emojiPattern))),
          active_days: days.length,
          longest_streak_days: streakOf(days),
          sessions: stays.filter(({ started }) => started !== undefined).length,
          online_ms: sum(lengthsOf(known)),
          messages_per_online_hour: sum(lengthsOf(known)) < 60_000 ? null : perHour(said, lengthsOf(known)),
          present_ms: unionMs(stays, oracle.last),
          is_online: isThere(oracle, client),
          replies: said.filter(({ replyTo }) => replyTo !== undefined).length,
          mentions: sum(said.map((fact) => mentionedBy(oracle, fact).length)),
          mentioned: sum(
            oracle.said.map((fact) => mentionedBy(oracle, fact).filter((one) => one === client).length),
          ),
          median_response_ms: quantile(waits, 0.5),
        },
      ];
    }),
  );
};

export const expectedSessions = (oracle: Oracle) => {
  const { stays, over } = oracle;
  const ended = over.filter(({ state }) => state === "ended");
  const cut = over.filter(({ state }) => state === "cut");
  return {
    ended: statsOf(lengthsOf(ended)),
    cut: statsOf(lengthsOf(cut)),
    open: { count: stays.filter(({ state }) => state === "open").length },
    unstarted: { count: stays.filter(({ state }) => state === "unstarted").length },
    bounces: ended.filter(({ durationMs }) => (durationMs ?? 0) < 10_000).length,
    silent: ended.filter(({ messages }) => messages === 0).length,
    messages: {
      mean: mean(ended.map(({ messages }) => messages)),
      median: quantile(
        ended.map(({ messages }) => messages),
        0.5,
      ),
      max: Math.max(0, ...ended.map(({ messages }) => messages)),
    },
    time_to_first_message: statsOf(
      ended.flatMap(({ firstMessage, started }) =>
        firstMessage === undefined || started === undefined ? [] : [firstMessage - started],
      ),
    ),
    side_by_side: {
      sum_ms: sum(lengthsOf([...ended, ...cut])),
      present_ms: sum(
        oracle.clients.map((client) =>
          unionMs(
            stays.filter((stay) => stay.client === client),
            oracle.last,
          ),
        ),
      ),
    },
  };
};

export const expectedSessionsByClient = (oracle: Oracle) =>
  Object.fromEntries(
    oracle.clients.flatMap((client) => {
      const ended = oracle.over.filter((stay) => stay.state === "ended" && stay.client === client);
      return ended.length === 0
        ? []
        : [[client, { name: nameOf(oracle, client), ...statsOf(lengthsOf(ended)) }]];
    }),
  );

export const expectedDisconnects = (oracle: Oracle) => {
  const { over } = oracle;
  const count = (kind: string): number => over.filter(({ status }) => kindOf(status) === kind).length;
  return {
    total: over.length,
    clean: count("clean"),
    abnormal: count("abnormal"),
    moderated: count("moderated"),
    server: count("server"),
  };
};

/** For each status: how many ends, and after how many of them the client was back in so many seconds. */
export const expectedStatuses = (log: readonly LogRecord[], { stays }: Oracle) => {
  const ends = log.flatMap((entry, index) => {
    if (entry["type"] !== "disconnected") return [];
    const time = Date.parse(String(entry["time"]));
    const later = log
      .slice(index + 1)
      .find(
        (other) =>
          other["client_id"] === entry["client_id"] &&
          (other["type"] === "connected" || other["type"] === "disconnected"),
      );
    const isBack = later?.["type"] === "connected";
    const back = isBack ? (Date.parse(String(later["time"])) - time) / 1000 : Infinity;
    return [{ index, back }];
  });
  const inOrder = stays
    .filter(({ endRecord }) => endRecord !== undefined)
    .toSorted((left, right) => (left.endRecord ?? 0) - (right.endRecord ?? 0));
  const rows = ends.map(({ index, back }) => ({
    status: inOrder.find(({ endRecord }) => endRecord === index)?.status ?? "",
    back,
  }));
  return Object.fromEntries(
    [...new Set(rows.map(({ status }) => status))].map((status) => {
      const mine = rows.filter((row) => row.status === status);
      const within = (seconds: number): number =>
        mine.filter(({ back }) => back <= seconds).length / mine.length;
      return [
        status,
        {
          kind: kindOf(status),
          count: mine.length,
          back_in_5_s: within(5),
          back_in_30_s: within(30),
          back_in_60_s: within(60),
        },
      ];
    }),
  );
};

/** Sessions at a time, from all the starts and ends together. */
export const expectedOnline = ({ stays, facts, last }: Oracle) => {
  const spans = stays.flatMap(({ started, goneAt }) =>
    started === undefined ? [] : [{ from: started, to: goneAt ?? last }],
  );
  const first = Math.min(
    ...facts
      .filter(({ type }) => ["connected", "disconnected", "server-started"].includes(type))
      .map(({ time }) => time),
  );
  const area = sum(spans.map(({ from, to }) => to - from));
  return { mean: last > first ? area / (last - first) : 0 };
};

const conversationsOf = ({ said }: Oracle): Fact[][] => {
  const conversations: Fact[][] = [];
  for (const room of new Set(said.map((fact) => fact.room))) {
    let current: Fact[] = [];
    for (const fact of said.filter((one) => one.room === room)) {
      const before = current.at(-1);
      if (before && fact.time - before.time > gapMs) {
        conversations.push(current);
        current = [];
      }
      current.push(fact);
    }
    if (current.length > 0) conversations.push(current);
  }
  return conversations;
};

export const expectedConversations = (oracle: Oracle) => {
  const conversations = conversationsOf(oracle);
  const sizes = conversations.map((facts) => facts.length);
  const waits = responsesOf(oracle).map(({ waitMs }) => waitMs);
  return {
    count: conversations.length,
    length: statsOf(conversations.map((facts) => (facts.at(-1)?.time ?? 0) - (facts[0]?.time ?? 0))),
    mean_messages: mean(sizes),
    median_messages: quantile(sizes, 0.5),
    mean_people: mean(conversations.map((facts) => new Set(facts.map(({ client }) => client)).size)),
    responses: statsOf(waits),
  };
};

export const expectedPairs = (oracle: Oracle) =>
  Object.fromEntries(tally(responsesOf(oracle).map(({ fact, to }) => `${fact.client} ${to}`)));

export const expectedReplies = (oracle: Oracle) => {
  const pairs = oracle.said.flatMap((fact) => {
    const answered = oracle.said.find(({ seq }) => seq === fact.replyTo)?.client;
    return [...(answered === undefined ? [] : [answered]), ...mentionedBy(oracle, fact)]
      .filter((to) => to !== fact.client)
      .map((to) => `${fact.client} ${to}`);
  });
  return Object.fromEntries(tally(pairs));
};

export const expectedStarters = (oracle: Oracle) =>
  Object.fromEntries(tally(conversationsOf(oracle).map(([first]) => first?.client ?? "")));

export const expectedWords = ({ said }: Oracle) => {
  const texts = said.map(({ text }) => text);
  return {
    messages: texts.length,
    words: sum(texts.map(wordCount)),
    characters: sum(texts.map(lengthOf)),
    questions: texts.filter(isQuestion).length,
    shouts: texts.filter(isShout).length,
    links: texts.filter((text) => countOf(text, linkPattern) > 0).length,
    emoji: sum(texts.map((text) => countOf(text, emojiPattern))),
    vocabulary: new Set(texts.flatMap(wordsOf)).size,
  };
};

export const expectedEmoji = ({ said }: Oracle) =>
  Object.fromEntries(
    tally(said.flatMap(({ text }) => [...text.matchAll(emojiPattern)].map(([emoji]) => emoji))),
  );

export const expectedDomains = ({ said }: Oracle) =>
  Object.fromEntries(
    tally(
      said.flatMap(({ text }) =>
        [...text.matchAll(linkPattern)].map(([link]) =>
          (link.replace(/^https?:\/\//iu, "").split(/[/?#:]/u)[0] ?? "").toLowerCase(),
        ),
      ),
    ),
  );

export const expectedActivity = ({ said }: Oracle) => {
  const week = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0));
  for (const { time } of said) {
    const date = new Date(time);
    const row = week[(date.getUTCDay() + 6) % 7];
    const hour = date.getUTCHours();
    if (row) row[hour] = (row[hour] ?? 0) + 1;
  }
  const busiest = (width: number): number =>
    Math.max(0, ...tally(said.map(({ time }) => Math.floor(time / width))).map(([, count]) => count));
  const silences = said.slice(1).map(({ time }, index) => time - (said[index]?.time ?? time));
  const days = daysOf(said);
  return {
    total: said.length,
    week,
    minute: busiest(60_000),
    hour: busiest(3_600_000),
    day: busiest(dayMs),
    silence: Math.max(0, ...silences),
    active_days: days.length,
    longest_streak_days: streakOf(days),
  };
};

const weekOf = (time: number): number => Math.floor((Math.floor(time / dayMs) + 3) / 7);

export const expectedGrowth = (oracle: Oracle) => {
  const lives = oracle.clients
    .map((client) => oracle.facts.filter((fact) => fact.client === client && fact.type !== "disconnected"))
    .filter((facts) => facts.length > 0);
  const last = Math.max(...lives.flatMap((facts) => daysOf(facts)));
  const active = (days: number): number =>
    lives.filter((facts) => daysOf(facts).some((day) => day > last - days)).length;
  const weeks = [...new Set(lives.flat().map(({ time }) => weekOf(time)))].toSorted(
    (left, right) => left - right,
  );
  const connected = oracle.clients.filter((client) =>
    oracle.facts.some((fact) => fact.client === client && fact.type === "connected"),
  );
  return {
    daily: active(1),
    weekly: active(7),
    monthly: active(30),
    new: Object.fromEntries(
      weeks.map((week) => [
        week,
        lives.filter((facts) => Math.min(...facts.map(({ time }) => weekOf(time))) === week).length,
      ]),
    ),
    active: Object.fromEntries(
      weeks.map((week) => [
        week,
        lives.filter((facts) => facts.some(({ time }) => weekOf(time) === week)).length,
      ]),
    ),
    connected: connected.length,
    spoke: connected.filter((client) => oracle.said.some((fact) => fact.client === client)).length,
  };
};

export const expectedQuality = ({ facts, stays }: Oracle) => {
  const back = facts
    .slice(1)
    .map(({ time }, index) => (facts[index]?.time ?? time) - time)
    .filter((byMs) => byMs > 0);
  return {
    unknown_types: facts.filter(({ type }) => type === "unheard-of").length,
    inferred: 0,
    back: back.length,
    worst_ms: Math.max(0, ...back),
    missing_seq: 0,
    repeated_seq: 0,
    broken_prev: 0,
    sessions_without_end: stays.filter(({ state }) => state === "open").length,
    sessions_without_start: stays.filter(({ state }) => state === "unstarted").length,
  };
};
