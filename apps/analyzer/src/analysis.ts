import {
  reportVersion,
  type DamageReason,
  type ReadAs,
  type Report,
  type SectionKey,
} from "@beseda/protocol";
import { ChangedTexts, noChanges, type ChangedState, type Find } from "./changed-texts.ts";
import type { Filter } from "./filters/filter.ts";
import type { FoldContext } from "./folds/fold.ts";
import type { Cells } from "./folds/cells.ts";
import { startCells, startFolds, type RunningFold } from "./folds/registry.ts";
import { timestamp } from "./folds/timestamp.ts";
import type { Batch, LogSink } from "./input/batch.ts";
import type { Columns } from "./input/columns.ts";
import type { FilePosition } from "./input/damage.ts";
import type { Dialect } from "./input/foreign/dialect.ts";
import type { TextCounts } from "./input/text/text-scanner.ts";
import type { Clock } from "./rows/clock.ts";
import { emptyNames } from "./rows/names.ts";
import { RowReader, type RowReaderState } from "./rows/row-reader.ts";
import type { Row } from "./rows/row.ts";
import { emptySpans } from "./rows/session-span.ts";
import { filterReport, readAsOf } from "./report-head.ts";
import { noTotals, type Totals } from "./totals.ts";

/** How many places of damage are reported one by one. */
const listedDamage = 100;

/** The work to be done for records of a type. */
interface OfType {
  readonly type: string;
  readonly folds: readonly RunningFold[];
  readonly count: { count: number };
}

const noType: OfType = { type: "", folds: [], count: { count: 0 } };

/** The whole state of an analysis at a moment. Plain data: it can be saved, and resumed. */
export interface AnalysisState {
  readonly reading: RowReaderState;
  readonly folds: Readonly<Record<string, unknown>>;
  readonly totals: Totals;
  readonly texts: readonly TextCounts[];
  /** Those of `texts` that count no longer. */
  readonly taken: readonly TextCounts[];
  readonly changes: ChangedState;
}

export interface AnalysisOptions {
  readonly sections: readonly SectionKey[];
  readonly filter: Filter;
  readonly clock: Clock;
  /** Whether the report is for the page, which filters by itself. */
  readonly withCells?: boolean;
  readonly saved?: AnalysisState | undefined;
}

const emptyRowReaderState = (): RowReaderState => ({
  names: emptyNames(),
  stays: emptySpans(),
  nameOf: [],
  days: [],
  presences: [],
  lastSaid: [],
  imported: new Map(),
  clientNamed: new Map(),
});

/** The reports that are asked for, over all records that it is given, in their order. */
export class Analysis {
  readonly #options: AnalysisOptions;
  readonly #reading: RowReaderState;
  readonly #rows: RowReader;
  readonly #folds: ReadonlyMap<SectionKey, RunningFold>;
  readonly #cells: RunningFold<Cells> | undefined;
  /** The folds that want a type of record. */
  readonly #byType = new Map<string, OfType>();
  #ofType: OfType = noType;
  readonly #totals: Totals;
  readonly #readAs: ReadAs[] = [];
  readonly #changed: ChangedState;
  readonly #changes: ChangedTexts;
  readonly #visit = (row: Row): void => this.#step(row);

  constructor(options: AnalysisOptions) {
    const { saved, sections, clock } = options;
    this.#options = options;
    this.#reading = saved?.reading ?? emptyRowReaderState();
    this.#totals = saved?.totals ?? noTotals();
    this.#rows = new RowReader(this.#reading, clock);
    this.#folds = startFolds(sections, saved?.folds);
    this.#cells = options.withCells === true ? startCells(saved?.folds["cells"]) : undefined;
    this.#changed = saved?.changes ?? noChanges();
    this.#changes = new ChangedTexts(this.#changed, {
      ...options,
      reword: (batch, by) => this.#rows.readAgain(batch, (row) => this.#reword(row, by)),
    });
  }

  /** Returns the sink for the records of one file. */
  sink(file: string): LogSink {
    if (!this.#totals.files.includes(file)) {
      this.#totals.files.push(file);
      this.#changes.begin();
    }
    return {
      batch: (batch) => this.#read(batch),
      damage: (place, reason) => this.#note(file, place, reason),
    };
  }

  /** Makes texts right that were edited or taken back; `find` looks into the log that was read last. */
  settle(find: Find): Promise<void> {
    return this.#changes.settle(find);
  }

  /** A file is of another program: how it was read is a part of the report. */
  readAs(file: string, dialect: Dialect): void {
    if (this.#readAs.every((told) => told.file !== file)) this.#readAs.push(readAsOf(file, dialect));
  }

  /** Rooms that were asked for and that have no records. */
  get emptyRooms(): readonly string[] {
    const { indexes } = this.#reading.names.rooms;
    return [...(this.#options.filter.rooms ?? [])].filter((room) => !indexes.has(room));
  }

  get damaged(): number {
    return this.#totals.badRecords;
  }

  /** The state at this moment, with all the texts and bytes that were read. It changes when more is read. */
  state(texts: readonly TextCounts[], bytes: number): AnalysisState {
    const folds = Object.fromEntries([...this.#folds].map(([key, fold]) => [key, fold.state]));
    if (this.#cells) folds["cells"] = this.#cells.state;
    const totals = { ...this.#totals, bytes: this.#totals.bytes + bytes };
    return { reading: this.#reading, folds, totals, changes: this.#changed, ...this.#allTexts(texts) };
  }

  /** The report at this moment; `texts` and `bytes` are of all readers together. */
  report(texts: readonly TextCounts[], bytes: number): Report {
    const { files, records, badRecords, damage, first, last } = this.#totals;
    const context = this.#context(this.#allTexts(texts));
    const sections = [...this.#folds].map(([key, fold]) => [key, fold.result(context)] as const);
    return {
      format: "beseda-report",
      version: reportVersion,
      input: {
        files,
        bytes: this.#totals.bytes + bytes,
        records,
        bad_records: badRecords,
        first: records === 0 ? null : timestamp(first),
        last: records === 0 ? null : timestamp(last),
        time_zone: this.#options.clock.zone,
        damage,
        ...(this.#readAs.length > 0 && { read_as: [...this.#readAs] }),
      },
      filter: filterReport(this.#options.filter),
      ...Object.fromEntries(sections),
    };
  }

  /** The cells that the page filters; only if they were asked for. */
  cells(): Cells | undefined {
    return this.#cells?.result(this.#context({ texts: [], taken: [] }));
  }

  #allTexts(texts: readonly TextCounts[]): Pick<AnalysisState, "texts" | "taken"> {
    const { saved } = this.#options;
    const { added, taken } = this.#changes.counts();
    return { texts: [...(saved?.texts ?? []), ...texts, added], taken: [...(saved?.taken ?? []), ...taken] };
  }

  #read(batch: Batch): Columns {
    this.#rows.read(batch, this.#visit);
    this.#changes.note(batch);
    return batch.columns;
  }

  #step(row: Row): void {
    const totals = this.#totals;
    totals.records += 1;
    if (row.isSaid) totals.said += 1;
    if (!(row.time >= totals.first)) totals.first = row.time;
    if (!(row.time <= totals.last)) totals.last = row.time;
    if (row.type !== this.#ofType.type) this.#ofType = this.#byType.get(row.type) ?? this.#newType(row.type);
    this.#ofType.count.count += 1;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each fold gets its own state
    for (const { step, state } of this.#ofType.folds) step(state as never, row);
  }

  #reword(row: Row, by: 1 | -1): void {
    const all = this.#cells ? [...this.#folds.values(), this.#cells] : this.#folds.values();
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each fold gets its own state
    for (const { reword, state } of all) reword?.(state as never, row, by);
  }

  #newType(type: string): OfType {
    const all = this.#cells ? [...this.#folds.values(), this.#cells] : [...this.#folds.values()];
    const folds = all.filter(({ types }) => types?.includes(type) ?? true);
    const count = this.#totals.types.get(type) ?? { count: 0 };
    this.#totals.types.set(type, count);
    const ofType = { type, folds, count };
    this.#byType.set(type, ofType);
    return ofType;
  }

  #note(file: string, place: FilePosition, reason: DamageReason): void {
    this.#totals.badRecords += 1;
    if (this.#totals.damage.length < listedDamage) this.#totals.damage.push({ file, ...place, reason });
  }

  #context({ texts, taken }: Pick<AnalysisState, "texts" | "taken">): FoldContext {
    const { names, stays, days, presences, nameOf } = this.#reading;
    const idOf = (client: number): string => names.clients.values[client] ?? "";
    const { badRecords, records, said, types, first, last } = this.#totals;
    return {
      names,
      idOf,
      nameOf: (client) => names.people.values[nameOf[client] ?? -1] ?? idOf(client),
      stays,
      days,
      presences,
      clients: days.filter((ofClient) => ofClient !== undefined).length,
      rooms: names.rooms.values.length,
      said,
      types: new Map([...types].map(([type, { count }]) => [type, count])),
      texts,
      taken,
      first,
      last,
      isFiltered: Object.keys(this.#options.filter).length > 0,
      damaged: badRecords,
      records,
    };
  }
}
