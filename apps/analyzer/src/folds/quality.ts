import { isKnownType, type QualityReport } from "@beseda/protocol";
import { flag } from "../input/columns.ts";
import { none, type Row } from "../rows/row.ts";
import { withoutEnd } from "../rows/session-span.ts";
import { shareOf } from "./counts.ts";
import { defineFold } from "./fold.ts";
import { timestamp } from "./timestamp.ts";

interface State {
  unknown: number;
  inferred: number;
  last: number;
  backCount: number;
  backWorst: number;
  back: Array<{ seq: number; time: number; byMs: number }>;
  nextSeq: number;
  missing: number;
  repeated: number;
  /** `seq` of the newest record of each room. */
  newest: number[];
  broken: number;
  unstarted: number;
}

const listed = 20;

const init = (): State => ({
  unknown: 0,
  inferred: 0,
  last: Number.NEGATIVE_INFINITY,
  backCount: 0,
  backWorst: 0,
  back: [],
  nextSeq: none,
  missing: 0,
  repeated: 0,
  newest: [],
  broken: 0,
  unstarted: 0,
});

const step = (state: State, row: Row): void => {
  if (row.flags & flag.inferred) state.inferred += 1;
  else if (row.type !== "message" && !isKnownType(row.type)) state.unknown += 1;
  if (row.type === "disconnected" && row.stay?.state === "unstarted") state.unstarted += 1;
  if ((row.flags & flag.imported) === 0) checkTime(state, row);
  if (row.seq > 0) checkOrder(state, row);
};

const checkTime = (state: State, row: Row): void => {
  const byMs = state.last - row.time;
  if (byMs > 0) {
    state.backCount += 1;
    state.backWorst = Math.max(state.backWorst, byMs);
    if (state.back.length < listed) state.back.push({ seq: row.seq, time: row.time, byMs });
  }
  state.last = row.time;
};

const checkOrder = (state: State, row: Row): void => {
  if (state.nextSeq !== none && row.seq > state.nextSeq) state.missing += row.seq - state.nextSeq;
  if (row.seq < state.nextSeq) state.repeated += 1;
  state.nextSeq = Math.max(state.nextSeq, row.seq + 1);
  if (row.room === none || row.prev === none) return;
  while (state.newest.length <= row.room) state.newest.push(none);
  const newest = state.newest[row.room];
  if (newest !== none && newest !== row.prev) state.broken += 1;
  state.newest[row.room] = row.seq;
};

/** The fold of whether the log can be trusted. */
export const quality = defineFold({
  key: "quality",
  init,
  step,
  result: (state, { stays, isFiltered, damaged, records }): QualityReport => ({
    unknown_types: state.unknown,
    inferred: state.inferred,
    time_goes_back: {
      count: state.backCount,
      worst_ms: state.backWorst,
      list: state.back.map(({ seq, time, byMs }) => ({ seq, time: timestamp(time), by_ms: byMs })),
    },
    missing_seq: isFiltered ? null : state.missing,
    repeated_seq: isFiltered ? null : state.repeated,
    broken_prev: isFiltered ? null : state.broken,
    sessions_without_end: withoutEnd(stays),
    sessions_without_start: state.unstarted,
    damage_share: shareOf(damaged, damaged + records),
  }),
});
