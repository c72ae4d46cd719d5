import type { ConnectionsReport } from "@beseda/protocol";
import type { Row } from "../rows/row.ts";
import {
  boundedCounts,
  increment,
  incrementBounded,
  mostFirst,
  shareOf,
  type BoundedCounts,
  type Counts,
} from "./counts.ts";
import { defineFold } from "./fold.ts";

interface State {
  sessions: number;
  vias: Counts<string>;
  /** Anybody can name a program as they like. */
  programs: BoundedCounts<string>;
}

const differentPrograms = 1000;
const listed = 50;

const step = (state: State, { stay, type }: Row): void => {
  if (type !== "connected" || !stay) return;
  state.sessions += 1;
  if (stay.via !== "") increment(state.vias, stay.via);
  if (stay.program !== "") incrementBounded(state.programs, stay.program);
};

/** The gateways and programs that clients connect with. */
export const connections = defineFold({
  key: "connections",
  types: ["connected"],
  init: (): State => ({ sessions: 0, vias: new Map(), programs: boundedCounts(differentPrograms) }),
  step,
  result: ({ sessions, vias, programs }): ConnectionsReport => ({
    by_via: mostFirst(vias).map(([via, count]) => ({
      via,
      sessions: count,
      share: shareOf(count, sessions),
    })),
    by_program: mostFirst(programs.counts, listed).map(([program, count]) => ({
      program,
      sessions: count,
      share: shareOf(count, sessions),
    })),
  }),
});
