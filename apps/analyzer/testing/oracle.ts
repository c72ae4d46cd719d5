import type { LogRecord } from "./arbitrary-log.ts";

// A second opinion: every number found again from the whole list of records, the slow and obvious way.

export interface Fact {
  readonly seq: number;
  readonly prev: number | undefined;
  readonly time: number;
  readonly type: string;
  readonly client: string;
  readonly name: string | undefined;
  readonly room: string | undefined;
  readonly isSaid: boolean;
  readonly text: string;
  readonly replyTo: number | undefined;
}

/** One session, by its records. */
export interface OracleStay {
  readonly session: string;
  readonly client: string;
  readonly via: string;
  readonly program: string | undefined;
  state: "open" | "ended" | "cut" | "unstarted";
  readonly started: number | undefined;
  ended: number | undefined;
  durationMs: number | undefined;
  status: string;
  code: number | undefined;
  messages: number;
  firstMessage: number | undefined;
  /** When it was known to be over, for counting who is there. */
  goneAt: number | undefined;
  /** Index of the record of its end. */
  endRecord: number | undefined;
}

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
const number = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);

export const factsOf = (log: readonly LogRecord[]): Fact[] =>
  log.map((entry) => ({
    seq: number(entry["seq"]) ?? 0,
    prev: number(entry["prev"]),
    time: Date.parse(text(entry["time"]) ?? ""),
    type: text(entry["type"]) ?? "",
    client: text(entry["client_id"]) ?? "",
    name: text(entry["name"]),
    room: text(entry["room"]),
    isSaid: entry["type"] === "message",
    text: text(entry["message"]) ?? "",
    replyTo: number(entry["reply_to"]),
  }));

const statusByCode: Readonly<Record<number, string>> = {
  1000: "normal",
  1001: "going-away",
  1006: "abnormal",
  4005: "timeout",
};

const statusOf = (entry: LogRecord): string => {
  const code = number(entry["code"]);
  return text(entry["status"]) ?? (code === undefined ? "unknown" : (statusByCode[code] ?? "abnormal"));
};

/** All sessions, in the order of their first record: one list that is searched again for each record. */
export const staysOf = (log: readonly LogRecord[]): OracleStay[] => {
  const stays: OracleStay[] = [];
  const lost = new Set<OracleStay>();
  const forgotten = new Set<OracleStay>();
  const isThere = (stay: OracleStay): boolean =>
    stay.state === "open" && !lost.has(stay) && !forgotten.has(stay);
  for (const [index, entry] of log.entries()) {
    const facts = factsOf([entry])[0];
    if (!facts) continue;
    const session = text(entry["session"]);
    const newest = stays.toReversed();
    if (facts.type === "server-started") {
      for (const stay of lost) forgotten.add(stay);
      for (const stay of stays.filter(isThere)) {
        lost.add(stay);
        stay.ended = factsOf(log.slice(index - 1, index))[0]?.time;
        stay.goneAt = stay.ended;
      }
    } else if (facts.type === "connected") {
      for (const stay of newest.filter((one) => isThere(one) && one.session === session)) {
        forgotten.add(stay);
        stay.goneAt = facts.time;
      }
      stays.push(newStay(entry, facts));
    } else if (facts.type === "disconnected") {
      const isOf = (stay: OracleStay): boolean => stay.session === session && stay.state === "open";
      const known =
        newest.find((stay) => isOf(stay) && isThere(stay)) ??
        newest.find((stay) => isOf(stay) && lost.has(stay) && !forgotten.has(stay));
      const stay = known ?? unstarted(entry, facts);
      if (!known) stays.push(stay);
      end(stay, entry, { ...facts, index });
    } else if (facts.isSaid) {
      // Without the name of a session it is the newest one of the client, if that is still there.
      const stay = newest.find((one) =>
        session === undefined
          ? one.client === facts.client && one.started !== undefined
          : one.session === session && isThere(one),
      );
      if (!stay || !isThere(stay)) continue;
      stay.firstMessage ??= facts.time;
      stay.messages += 1;
    }
  }
  return stays;
};

const newStay = (entry: LogRecord, { client, time }: Fact): OracleStay => ({
  session: text(entry["session"]) ?? "",
  client,
  via: text(entry["via"]) ?? "",
  program: text(entry["client"]),
  state: "open",
  started: time,
  ended: undefined,
  durationMs: undefined,
  status: "",
  code: undefined,
  messages: 0,
  firstMessage: undefined,
  goneAt: undefined,
  endRecord: undefined,
});

const unstarted = (entry: LogRecord, facts: Fact): OracleStay => ({
  ...newStay(entry, facts),
  started: undefined,
  state: "unstarted",
});

const end = (stay: OracleStay, entry: LogRecord, { time, index }: Fact & { index: number }): void => {
  stay.status = statusOf(entry);
  stay.code = number(entry["code"]);
  stay.ended ??= time;
  stay.goneAt ??= time;
  stay.endRecord = index;
  stay.durationMs =
    number(entry["duration_ms"]) ??
    (stay.started === undefined ? undefined : Math.max(0, stay.ended - stay.started));
  if (stay.state === "open") {
    stay.state = stay.status === "server-stopped" || stay.status === "server-crashed" ? "cut" : "ended";
  }
};

/** The value that a share of all values is at most. */
export const quantile = (values: readonly number[], share: number): number | null =>
  values.toSorted((left, right) => left - right)[Math.max(0, Math.ceil(share * values.length) - 1)] ?? null;

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
export const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : sum(values) / values.length;

export const statsOf = (values: readonly number[]) => ({
  count: values.length,
  total_ms: sum(values),
  mean_ms: mean(values),
  median_ms: quantile(values, 0.5),
  p90_ms: quantile(values, 0.9),
  p95_ms: quantile(values, 0.95),
  max_ms: values.length === 0 ? null : Math.max(...values),
});

/** How often each value is there; the most frequent first, then in the order of their first appearance. */
export const tally = <Value>(values: readonly Value[]): Array<[Value, number]> =>
  [...new Set(values)]
    .map((value): [Value, number] => [value, values.filter((other) => other === value).length])
    .sort(([, left], [, right]) => right - left);
