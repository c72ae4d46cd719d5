import type { SectionKey, Sections } from "@beseda/protocol";
import type { Row } from "../rows/row.ts";
import { activity } from "./activity.ts";
import { cells, type Cells } from "./cells.ts";
import { clients } from "./clients.ts";
import { compare } from "./compare.ts";
import { connections } from "./connections.ts";
import { conversations } from "./conversations.ts";
import { disconnects } from "./disconnects.ts";
import type { Fold, FoldContext } from "./fold.ts";
import { growth } from "./growth.ts";
import { online } from "./online.ts";
import { overview } from "./overview.ts";
import { quality } from "./quality.ts";
import { files } from "./files.ts";
import { reactions } from "./reactions.ts";
import { rooms } from "./rooms.ts";
import { safety } from "./safety.ts";
import { sessions } from "./sessions.ts";
import { words } from "./words.ts";

/** A fold on its way through a log. */
export interface RunningFold<Result = unknown> {
  readonly types: readonly string[] | undefined;
  /** Plain data, as it is saved and loaded. */
  readonly state: unknown;
  /** Takes the state above, and no other. */
  readonly step: (state: never, row: Row) => void;
  readonly reword: ((state: never, row: Row, by: 1 | -1) => void) | undefined;
  result(context: FoldContext): Result;
}

/** Starts the fold that only the HTML report needs. */
export const startCells = (saved?: unknown): RunningFold<Cells> => start(cells, saved);

/** Starts a fold at the beginning of a log, or where a saved state left it. */
const start = <Key extends string, State, Result>(
  fold: Fold<Key, State, Result>,
  saved: unknown,
): RunningFold<Result> => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same version of this fold made it
  const state = saved === undefined ? fold.init() : (saved as State);
  return {
    types: fold.types,
    state,
    step: fold.step,
    reword: fold.reword,
    result: (context) => fold.result(state, context),
  };
};

type Starters = { readonly [Key in SectionKey]: (saved: unknown) => RunningFold<Sections[Key]> };

/** Every report, in the order in which people read them. */
const starters: Starters = {
  overview: (saved) => start(overview, saved),
  clients: (saved) => start(clients, saved),
  rooms: (saved) => start(rooms, saved),
  sessions: (saved) => start(sessions, saved),
  disconnects: (saved) => start(disconnects, saved),
  online: (saved) => start(online, saved),
  activity: (saved) => start(activity, saved),
  conversations: (saved) => start(conversations, saved),
  words: (saved) => start(words, saved),
  reactions: (saved) => start(reactions, saved),
  files: (saved) => start(files, saved),
  growth: (saved) => start(growth, saved),
  compare: (saved) => start(compare, saved),
  connections: (saved) => start(connections, saved),
  safety: (saved) => start(safety, saved),
  quality: (saved) => start(quality, saved),
};

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it has these keys and no others
export const sectionKeys = Object.keys(starters) as readonly SectionKey[];

export const isSectionKey = (key: string): key is SectionKey => Object.hasOwn(starters, key);

/** The folds of the reports that are asked for, from the beginning of a log or from saved states. */
export const startFolds = (
  keys: readonly SectionKey[],
  saved: Readonly<Record<string, unknown>> = {},
): ReadonlyMap<SectionKey, RunningFold> => new Map(keys.map((key) => [key, starters[key](saved[key])]));
