export const dayHours = 24;
export const weekHours = 7 * dayHours;
/** Widths of the steps of time, in hours; a step begins with a day, a week with its Monday. */
export const widths = [1, dayHours, weekHours, 4 * weekHours] as const;
/** 1970 began on a Thursday. */
export const mondayHours = 3 * dayHours;
export const coarsest = widths.length - 1;

export interface Talk {
  readonly bucket: number;
  readonly client: number;
  readonly room: number;
  messages: number;
  words: number;
  characters: number;
}

export interface Stays {
  readonly bucket: number;
  readonly client: number;
  readonly status: string;
  readonly via: string;
  readonly bar: number;
  readonly isEnded: boolean;
  count: number;
  sumMs: number;
}

export interface Week {
  readonly hour: number;
  readonly client: number;
  readonly room: number;
  messages: number;
}

export interface Cube<Cell> {
  /** Index of the width of a step. */
  width: number;
  cells: Map<string, Cell>;
}

export const bucketOf = (hour: number, width: number): number => {
  const hours = widths[width] ?? 1;
  const shift = width >= 2 ? mondayHours : 0;
  return Math.floor((hour + shift) / hours) * hours - shift;
};

export const talkKey = ({ bucket, client, room }: Talk): string => `${bucket} ${client} ${room}`;
export const staysKey = ({ bucket, client, status, via, bar, isEnded }: Stays): string =>
  `${bucket} ${client} ${bar} ${isEnded} ${via} ${status}`;
export const weekKey = ({ hour, client, room }: Week): string => `${hour} ${client} ${room}`;

export const addTalk = (into: Talk, other: Talk): void => {
  into.messages += other.messages;
  into.words += other.words;
  into.characters += other.characters;
};

export const addStays = (into: Stays, other: Stays): void => {
  into.count += other.count;
  into.sumMs += other.sumMs;
};

/** Adds a cell to those of the same key. */
export const put = <Cell>(cells: Map<string, Cell>, cell: Cell, of: CellOf<Cell>): void => {
  const key = of.key(cell);
  const there = cells.get(key);
  if (there) of.add(there, cell);
  else cells.set(key, cell);
};

export interface CellOf<Cell> {
  readonly key: (cell: Cell) => string;
  readonly add: (into: Cell, other: Cell) => void;
}

export const ofTalk: CellOf<Talk> = { key: talkKey, add: addTalk };
export const ofStays: CellOf<Stays> = { key: staysKey, add: addStays };
export const ofWeek: CellOf<Week> = {
  key: weekKey,
  add: (into, other) => {
    into.messages += other.messages;
  },
};

/** The same in wider steps. */
export const coarser = <Cell extends { readonly bucket: number }>(
  cube: Cube<Cell>,
  of: CellOf<Cell>,
): Cube<Cell> => {
  const width = Math.min(coarsest, cube.width + 1);
  const cells = new Map<string, Cell>();
  for (const cell of cube.cells.values()) put(cells, { ...cell, bucket: bucketOf(cell.bucket, width) }, of);
  return { width, cells };
};
