import { isKnownType, type OverviewReport } from "@beseda/protocol";
import { isPresent, presentMs } from "../rows/presence.ts";
import type { Row } from "../rows/row.ts";
import { mostFirst, shareOf } from "./counts.ts";
import { endingKind } from "./ending.ts";
import { defineFold } from "./fold.ts";

interface State {
  sessions: number;
  onlineMs: number;
  peak: number;
  disconnects: number;
  abnormal: number;
}

const step = (state: State, row: Row): void => {
  if (row.type === "connected") begin(state, row);
  else end(state, row);
};

const begin = (state: State, { stays }: Row): void => {
  state.sessions += 1;
  state.peak = Math.max(state.peak, stays.open.size);
};

const end = (state: State, { stay }: Row): void => {
  if (!stay) return;
  state.disconnects += 1;
  if (endingKind(stay.status) === "abnormal") state.abnormal += 1;
  if (stay.state === "unstarted") return;
  state.onlineMs += Math.max(0, stay.durationMs);
};

/** A log without types has notices, which are not a type of record. */
const isKnown = (type: string): boolean => isKnownType(type) || type === "notice";

/** The whole log in a few numbers. */
export const overview = defineFold({
  key: "overview",
  types: ["connected", "disconnected"],
  init: (): State => ({ sessions: 0, onlineMs: 0, peak: 0, disconnects: 0, abnormal: 0 }),
  step,
  result: (state, { types, clients, rooms, said, presences, last }): OverviewReport => ({
    messages: said,
    clients,
    rooms,
    sessions: state.sessions,
    online_ms: state.onlineMs,
    present_ms: presences.reduce((sum, presence) => sum + presentMs(presence, last), 0),
    online_now: presences.filter((presence) => isPresent(presence)).length,
    peak_online: state.peak,
    disconnects: state.disconnects,
    abnormal_share: shareOf(state.abnormal, state.disconnects),
    types: mostFirst(types).map(([type, count]) => ({ type, count, is_known: isKnown(type) })),
  }),
});
