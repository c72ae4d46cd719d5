import type { Filter } from "./filters/filter.ts";
import type { Batch } from "./input/batch.ts";
import { BatchWriter } from "./input/batch-writer.ts";
import { flag } from "./input/columns.ts";
import type { Change } from "./input/change.ts";
import type { Fields } from "./input/foreign/fields.ts";
import { RedactedError } from "./input/read-again.ts";
import { RecordParser } from "./input/record-parser.ts";
import { TextScanner, type TextCounts } from "./input/text/text-scanner.ts";
import type { Clock } from "./rows/clock.ts";

/** In the place of a text of a message that was taken back. */
const gone = 0;
/** So many messages are looked up at once. */
const atOnce = 10_000;
/** So many different words of texts that no longer count are told apart. */
const mostWords = 1 << 22;

/** What was done to texts up to a moment. Plain data: it can be saved. */
export interface ChangedState {
  /** For each message that was changed, by `seq`: the `seq` of the record whose text counts, or `gone`. */
  readonly counted: Map<number, number>;
  /** The `seq` up to which texts were counted when all was right last. */
  settled: number;
}

export const noChanges = (): ChangedState => ({ counted: new Map(), settled: 0 });

/** Finds records by their `seq`. */
export type Find = (wanted: ReadonlySet<number>) => Promise<ReadonlyMap<number, Fields>>;

const parts = (seqs: readonly number[]): Array<readonly number[]> =>
  Array.from({ length: Math.ceil(seqs.length / atOnce) }, (_, index) =>
    seqs.slice(index * atOnce, (index + 1) * atOnce),
  );

/** Reads texts of messages that were read before. */
class TextReader {
  readonly #text = new TextScanner(mostWords);
  readonly #writer: BatchWriter;
  readonly #parser: RecordParser;

  constructor({ filter, clock }: { filter: Filter; clock: Clock }, read: (batch: Batch) => void) {
    this.#writer = new BatchWriter({
      text: this.#text,
      phrases: { greetings: [], farewells: [] },
      filter,
      emit: (batch) => {
        read(batch);
        return batch.columns;
      },
    });
    this.#parser = new RecordParser(this.#writer, { local: (wall) => clock.time(wall) });
  }

  read(message: Fields, text: unknown): void {
    this.#parser.read(JSON.stringify({ ...message, message: text }));
  }

  flush(): void {
    this.#writer.flush();
  }

  counts(): TextCounts {
    return this.#text.counts();
  }
}

export interface ChangedTextsOptions {
  readonly filter: Filter;
  readonly clock: Clock;
  /** Called with messages whose texts are to be counted (1), or to be counted no longer (-1). */
  readonly reword: (batch: Batch, by: 1 | -1) => void;
}

/**
 * Texts that count no longer, because their message was edited or taken back. What is read is counted as it comes,
 * since its change comes later, maybe much later, and maybe in a later run; then its text is looked up and counted
 * off. So a report costs no memory for the messages that nobody changed.
 */
export class ChangedTexts {
  readonly #state: ChangedState;
  readonly #pending = new Map<number, number>();
  readonly #added: TextReader;
  readonly #taken: TextReader;
  /** Texts of messages that were imported again: nothing else of them was counted. */
  readonly #repeated: TextReader;
  readonly #again = new Set<number>();
  #newest: number;

  constructor(state: ChangedState, { reword, ...options }: ChangedTextsOptions) {
    this.#state = state;
    this.#newest = state.settled;
    this.#added = new TextReader(options, (batch) => reword(batch, 1));
    this.#taken = new TextReader(options, (batch) => reword(batch, -1));
    this.#repeated = new TextReader(options, () => undefined);
  }

  /** Counts of the texts that came in the place of others, and of those others. */
  counts(): { readonly added: TextCounts; readonly taken: readonly TextCounts[] } {
    return { added: this.#added.counts(), taken: [this.#taken.counts(), this.#repeated.counts()] };
  }

  /** Another log begins, with positions of its own. */
  begin(): void {
    this.#pending.clear();
    this.#again.clear();
    this.#state.counted.clear();
    this.#state.settled = 0;
    this.#newest = 0;
  }

  /** @throws {RedactedError} when a text that was counted in an earlier reading has left the file */
  note({ changes, imports, columns, rows }: Batch): void {
    for (const change of changes) this.#note(change);
    for (const { row } of imports)
      if (((columns.flags[row] ?? 0) & flag.repeated) !== 0) this.#again.add(columns.seq[row] ?? 0);
    this.#newest = Math.max(this.#newest, columns.seq[rows - 1] ?? 0);
  }

  #note({ type, target, seq }: Change): void {
    if (type === "redacted" && target <= this.#state.settled) throw new RedactedError();
    const known = this.#pending.get(target) ?? this.#state.counted.get(target);
    if (known !== gone) this.#pending.set(target, type === "edited" ? seq : gone);
  }

  /** Counts off what the messages say no longer, and counts what they say now. */
  async settle(find: Find): Promise<void> {
    for (const part of parts([...this.#again])) await this.#forget(part, find);
    const targets = [...this.#pending.keys()].toSorted((left, right) => left - right);
    for (const part of parts(targets)) await this.#reword(part, find);
    this.#added.flush();
    this.#taken.flush();
    this.#repeated.flush();
    this.#pending.clear();
    this.#again.clear();
    this.#state.settled = this.#newest;
  }

  async #forget(repeated: readonly number[], find: Find): Promise<void> {
    const found = await find(new Set(repeated));
    for (const seq of repeated) {
      const message = found.get(seq);
      if (message) this.#repeated.read(message, message["message"]);
      this.#pending.delete(seq);
      this.#state.counted.set(seq, gone);
    }
  }

  async #reword(targets: readonly number[], find: Find): Promise<void> {
    const { counted } = this.#state;
    const changes = targets.map((target) => ({
      target,
      before: counted.get(target) ?? target,
      after: this.#pending.get(target) ?? gone,
    }));
    const wanted = new Set(changes.flatMap(({ target, before, after }) => [target, before, after]));
    wanted.delete(gone);
    const found = await find(wanted);
    for (const { target, before, after } of changes) {
      counted.set(target, after);
      const message = found.get(target);
      const text = found.get(before)?.["message"];
      if (message?.["type"] !== "message" || text === undefined) continue;
      this.#taken.read(message, text);
      this.#added.read(message, after === gone ? "" : (found.get(after)?.["message"] ?? text));
    }
  }
}
