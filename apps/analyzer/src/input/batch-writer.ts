import { judge, type Filter, type FilterVerdict } from "../filters/filter.ts";
import type { Batch, Import, SentFile } from "./batch.ts";
import { isChangeType, type Change } from "./change.ts";
import { batchRows, clearRows, newColumns, flag, none, type Columns } from "./columns.ts";
import { Interner } from "./interner.ts";
import type { TextScanner } from "./text/text-scanner.ts";

/** The types that reading itself has to know. */
export const kind = { none: 0, other: 1, message: 2, connected: 3, disconnected: 4, change: 5 } as const;
export type Kind = (typeof kind)[keyof typeof kind];

/** The server's texts that give the types in a log without types. */
export interface Phrases {
  readonly greetings: readonly string[];
  readonly farewells: readonly string[];
}

/** The message of a record, as UTF-8. */
export interface Message {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
}

/** A short log, and what is appended to one, needs no more room than this. */
const firstRows = 512;

export interface BatchWriterOptions {
  readonly text: TextScanner;
  readonly phrases: Phrases;
  readonly filter: Filter;
  readonly emit: (batch: Batch) => Columns;
}

/**
 * Gathers records into batches. A reader fills the row that is begun, field by field, then commits it: what a record
 * is about, whether it is asked for, and what is said in it, is found out here, however it was read.
 */
export class BatchWriter {
  /** The row being filled is `columns[…][row]`. */
  columns: Columns = newColumns(firstRows);
  row = 0;
  readonly interner = new Interner();
  readonly #options: BatchWriterOptions;
  readonly #isFiltered: boolean;
  #mentions: Array<{ row: number; name: string }> = [];
  #changes: Change[] = [];
  #imports: Import[] = [];
  #files: SentFile[] = [];

  constructor(options: BatchWriterOptions) {
    this.#options = options;
    this.#isFiltered = Object.keys(options.filter).length > 0;
  }

  /** Empties the row that is filled next, if something was written to it. */
  begin(): void {
    clearRows(this.columns, this.row, this.row + 1);
  }

  /** Notes where the begun row was imported from. */
  noteImport({ from, id }: { readonly from?: unknown; readonly id?: unknown }): void {
    if (typeof from === "string" && typeof id === "string") this.#imports.push({ row: this.row, from, id });
  }

  /** Notes the file that the begun row is about. */
  noteFile({ type, size }: { readonly type?: unknown; readonly size?: unknown }): void {
    if (typeof type !== "string" || typeof size !== "number" || !(size >= 0)) return;
    if (Number.isSafeInteger(size)) this.#files.push({ row: this.row, mediaType: type, size });
  }

  /** Takes the row that was filled. */
  commit(type: Kind, message: Message): void {
    const told = type === kind.none ? this.#infer(message) : type;
    if (told === kind.change) this.#noteChange();
    const verdict = this.#isFiltered ? this.#judge() : "taken";
    if (verdict === "dropped") return this.#drop();
    const { columns, row } = this;
    const flags = columns.flags[row] ?? 0;
    if (verdict === "early") columns.flags[row] = flags | flag.early;
    else if (told === kind.message && (flags & flag.fromClient) !== 0) this.#readText(message);
    if (told === kind.disconnected) columns.reason[row] = this.#reasonOf(message);
    this.row += 1;
    if (this.row === columns.seq.length || this.interner.isFull) this.#emit();
  }

  /** Hands on the gathered rows. */
  flush(): void {
    if (this.row > 0 || this.#changes.length > 0) this.#emit();
    else this.interner.relieve();
  }

  /** Makes room where records that are not taken have left many strings. No row may be begun. */
  relieve(): void {
    if (this.interner.isFull) this.flush();
  }

  #drop(): void {
    if (this.#files.at(-1)?.row === this.row) this.#files.pop();
    if (this.#imports.at(-1)?.row === this.row) this.#imports.pop();
    this.begin();
    this.relieve();
  }

  #emit(): void {
    const { columns, row, interner } = this;
    const next = this.#options.emit({
      rows: row,
      columns,
      strings: interner.strings(),
      imports: this.#imports,
      files: this.#files,
      changes: this.#changes,
      mentions: this.#mentions,
    });
    interner.relieve();
    const isFull = row === columns.seq.length && next.seq.length < batchRows;
    this.columns = isFull ? newColumns() : next;
    if (this.columns === columns) clearRows(columns, 0, row);
    this.row = 0;
    this.#mentions = [];
    this.#changes = [];
    this.#imports = [];
    this.#files = [];
  }

  #noteChange(): void {
    const { columns, row, interner } = this;
    const type = interner.text(columns.type[row] ?? none);
    const target = columns.target[row] ?? 0;
    if (isChangeType(type) && target > 0) this.#changes.push({ type, target, seq: columns.seq[row] ?? 0 });
  }

  #readText({ bytes, start, end }: Message): void {
    const { columns, row } = this;
    const { text } = this.#options;
    text.scan(bytes, start, end);
    columns.words[row] = text.words;
    columns.characters[row] = text.characters;
    columns.emoji[row] = text.emoji;
    columns.textHash[row] = text.hash;
    columns.flags[row] = (columns.flags[row] ?? 0) | text.flags;
    for (const name of text.mentions) this.#mentions.push({ row, name });
  }

  /** Most of them stand in the log as they are, again and again: no string is made of those. */
  #reasonOf({ bytes, start, end }: Message): number {
    const { interner } = this;
    if (interner.isIn(bytes)) return interner.index(start, end);
    return interner.indexOf(bytes.toString("utf8", start, end));
  }

  #infer({ bytes, start, end }: Message): Kind {
    const { columns, row, interner } = this;
    const isSaid = ((columns.flags[row] ?? 0) & flag.fromClient) !== 0;
    const told = isSaid ? "message" : this.#toldBy(bytes.toString("utf8", start, end));
    columns.type[row] = interner.indexOf(told);
    columns.flags[row] = (columns.flags[row] ?? 0) | flag.inferred;
    if (told === "message") return kind.message;
    if (told === "notice") return kind.other;
    // Such a log has one session at a time for each client.
    columns.session[row] = columns.client[row] ?? none;
    if (told === "disconnected") columns.status[row] = interner.indexOf("normal");
    return told === "connected" ? kind.connected : kind.disconnected;
  }

  #toldBy(message: string): "connected" | "disconnected" | "notice" {
    const { greetings, farewells } = this.#options.phrases;
    if (greetings.includes(message)) return "connected";
    return farewells.includes(message) ? "disconnected" : "notice";
  }

  #judge(): FilterVerdict {
    const { columns, row, interner } = this;
    const text = (index: number | undefined): string =>
      index === undefined || index === none ? "" : interner.text(index);
    return judge(this.#options.filter, {
      time: columns.time[row] ?? 0,
      type: text(columns.type[row]),
      client: text(columns.client[row]),
      name: text(columns.name[row]),
      room: text(columns.room[row]),
    });
  }
}
