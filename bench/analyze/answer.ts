/** The answer that every contestant has to find in the log: three reports, as far as all can give it. */
export interface Answer {
  /** Messages of each client, by id. */
  readonly messages: Readonly<Record<string, number>>;
  /** Lengths of sessions that neither the stop nor the crash of the server cut short. */
  readonly sessions: { readonly count: number; readonly total_ms: number; readonly max_ms: number };
  /** How sessions ended. */
  readonly statuses: Readonly<Record<string, number>>;
}

const sorted = (counts: Readonly<Record<string, number>>): unknown =>
  Object.entries(counts).toSorted(([one], [other]) => (one < other ? -1 : 1));

/** The same text for the same answer. */
export const canonical = ({ messages, sessions, statuses }: Answer): string =>
  JSON.stringify([sorted(messages), sessions.count, sessions.total_ms, sessions.max_ms, sorted(statuses)]);

const counts = (rows: ReadonlyArray<readonly [string, number]>): Record<string, number> =>
  Object.fromEntries(rows.filter(([, count]) => count > 0));

interface Report {
  readonly clients: {
    readonly rows: ReadonlyArray<{ readonly client_id: string; readonly messages: number }>;
  };
  readonly sessions: { readonly ended: Answer["sessions"] };
  readonly disconnects: {
    readonly by_status: ReadonlyArray<{ readonly status: string; readonly count: number }>;
  };
}

/** The answer that is in this analyzer's report. */
export const answerIn = (json: string): Answer => {
  const { clients, sessions, disconnects } = JSON.parse(json) as Report;
  return {
    messages: counts(clients.rows.map(({ client_id, messages }) => [client_id, messages])),
    sessions: sessions.ended,
    statuses: counts(disconnects.by_status.map(({ status, count }) => [status, count])),
  };
};

export const answerOf = (json: string): Answer => JSON.parse(json) as Answer;
