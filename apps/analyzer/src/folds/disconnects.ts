import type { DisconnectsReport } from "@beseda/protocol";
import type { Row } from "../input/row.ts";
import { defineFold } from "./fold.ts";

interface State {
  total: number;
  byStatus: Map<string, number>;
  byCode: Map<number, number>;
  byClient: Map<number, { name: string; total: number; statuses: Map<string, number> }>;
}

const increment = <Key>(counts: Map<Key, number>, key: Key): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

const step = (state: State, row: Row): void => {
  if (row.type !== "disconnected") return;
  state.total += 1;
  increment(state.byStatus, row.status);
  if (row.code >= 0) increment(state.byCode, row.code);
  const client = state.byClient.get(row.client) ?? {
    name: "",
    total: 0,
    statuses: new Map<string, number>(),
  };
  state.byClient.set(row.client, client);
  client.name = row.name === "" ? client.name : row.name;
  client.total += 1;
  increment(client.statuses, row.status);
};

const mostFirst = <Key>(counts: ReadonlyMap<Key, number>): Array<[Key, number]> =>
  [...counts].sort(([, left], [, right]) => right - left);

/** How sessions end. */
export const disconnects = defineFold({
  key: "disconnects",
  init: (): State => ({ total: 0, byStatus: new Map(), byCode: new Map(), byClient: new Map() }),
  step,
  result: (state, names): DisconnectsReport => ({
    total: state.total,
    by_status: mostFirst(state.byStatus).map(([status, count]) => ({
      status,
      count,
      share: count / state.total,
    })),
    by_code: mostFirst(state.byCode).map(([code, count]) => ({ code, count, share: count / state.total })),
    by_client: [...state.byClient]
      .map(([client, { name, total, statuses }]) => ({
        client_id: names.clients.value(client),
        name,
        total,
        statuses: Object.fromEntries(mostFirst(statuses)),
      }))
      .sort((left, right) => right.total - left.total),
  }),
});
