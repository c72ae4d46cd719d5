import { kind, type BatchWriter, type Kind } from "./batch-writer.ts";
import { byte, firstOf, specialIn } from "./bytes.ts";
import { batchRows, flag } from "./columns.ts";
import { unplain } from "./interner.ts";
import { endOfText, endsKey, isRest, isText, kindOf, unread } from "./plain-text.ts";
import * as key from "./record-keys.ts";
import { TimeScanner } from "./time-scanner.ts";

/** Fields that reports need and that are too rare to be scanned for. */
const meant: ReadonlySet<string> = new Set(["action", "last_seen"]);

/**
 * Reads records that are written the way the server writes them: flat, no blanks, times in UTC with milliseconds, no
 * escapes but in the message. It makes no objects and no strings. It never misreads: at anything else it gives up,
 * and the record is read again with `JSON.parse`.
 */
export class RecordScanner {
  /** The last scanned record: what it is, where its message is, and whether that has escapes. */
  kind: Kind = kind.none;
  messageStart = 0;
  messageEnd = 0;
  isEscaped = false;

  readonly #writer: BatchWriter;
  readonly #times = new TimeScanner();
  #bytes: Buffer = Buffer.alloc(0);
  #view = new DataView<ArrayBufferLike>(new ArrayBuffer(0));
  #hasSender = false;
  /** A column for numbers that nobody asked for. */
  readonly #nowhere = new Float64Array(batchRows);

  constructor(writer: BatchWriter) {
    this.#writer = writer;
  }

  /** Scans in these bytes from now on. At least `padding` bytes after every record MUST be readable. */
  use(bytes: Buffer): void {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** Fills the begun row from the record whose brace is at `place`; returns the place after it, or `unread`. */
  scan(place: number): number {
    const view = this.#view;
    this.kind = kind.none;
    this.messageStart = 0;
    this.#hasSender = false;
    let at = place + 1;
    for (;;) {
      if (view.getUint8(at) !== byte.quote) return unread;
      at = this.#field(at + 1);
      if (at < 0) return unread;
      const next = view.getUint8(at);
      at += 1;
      if (next === byte.comma) continue;
      return next === byte.closeBrace && this.#isWhole() ? at : unread;
    }
  }

  #isWhole(): boolean {
    const { columns, row } = this.#writer;
    return (
      this.#hasSender &&
      this.messageStart > 0 &&
      (columns.client[row] ?? -1) >= 0 &&
      !Number.isNaN(columns.time[row])
    );
  }

  /** Reads the field whose key begins at `at`; returns the place after its value, or `unread`. */
  #field(at: number): number {
    const view = this.#view;
    const { columns } = this.#writer;
    switch (view.getInt32(at, true)) {
      case key.seq:
        return view.getUint8(at + 4) === byte.colon ? this.#digits(at + 5, columns.seq) : unread;
      case key.prev:
        return endsKey(view, at + 4) ? this.#digits(at + 6, columns.prev) : this.#unknown(at);
      case key.time:
        return endsKey(view, at + 4) ? this.#time(at + 6) : this.#unknown(at);
      case key.type:
        return endsKey(view, at + 4) ? this.#type(at + 6) : this.#unknown(at);
      case key.room:
        return endsKey(view, at + 4) ? this.#text(at + 6, columns.room) : this.#unknown(at);
      case key.client:
        return isRest(view, at, key.clientRest) ? this.#text(at + 11, columns.client) : this.#client(at);
      case key.name:
        return endsKey(view, at + 4) ? this.#text(at + 6, columns.name) : this.#unknown(at);
      case key.session:
        return isRest(view, at, key.sessionRest) ? this.#text(at + 9, columns.session) : this.#unknown(at);
      case key.id:
        return endOfText(view, at + 4);
      case key.salt:
        return endsKey(view, at + 4) ? endOfText(view, at + 6) : this.#unknown(at);
      case key.sender:
        return view.getInt32(at + 4, true) === key.senderEnd ? this.#sender(at + 8) : this.#unknown(at);
      case key.message:
        return isRest(view, at, key.messageRest) ? this.#message(at + 9) : this.#unknown(at);
      case key.check:
        return view.getInt32(at + 3, true) === key.checkEnd ? endOfText(view, at + 7) : this.#unknown(at);
      default:
        return this.#rareField(at);
    }
  }

  #rareField(at: number): number {
    const view = this.#view;
    const { columns } = this.#writer;
    switch (view.getInt32(at, true)) {
      case key.code:
        return endsKey(view, at + 4) ? this.#digits(at + 6, columns.code) : this.#unknown(at);
      case key.status:
        return view.getInt32(at + 4, true) === key.statusEnd
          ? this.#text(at + 8, columns.status)
          : this.#unknown(at);
      case key.via:
        return view.getUint8(at + 4) === byte.colon ? this.#text(at + 5, columns.via) : this.#unknown(at);
      case key.duration:
        if (!isRest(view, at, key.durationRest) || view.getUint8(at + 8) !== 0x5f) return this.#unknown(at);
        return this.#digits(at + 13, columns.durationMs);
      case key.reply:
        return isRest(view, at, key.replyRest) ? this.#digits(at + 10, columns.target) : this.#unknown(at);
      case key.emoji:
        return view.getUint8(at + 4) === 0x69 && endsKey(view, at + 5)
          ? this.#text(at + 7, columns.reason)
          : this.#unknown(at);
      case key.withdrawn:
        return isText(view, at, 'withdrawn":true') ? this.#flag(at + 15, flag.withdrawn) : unread;
      case key.saidAt: {
        // The time of the record stands before it, and gives way.
        const isTimed = !Number.isNaN(columns.time[this.#writer.row]);
        if (!isTimed || !isRest(view, at, key.saidAtRest)) return unread;
        return this.#flag(this.#time(at + 9), flag.imported);
      }
      case key.target:
        return view.getInt32(at + 4, true) === key.targetEnd ? this.#target(at + 8) : this.#unknown(at);
      default:
        return this.#unknown(at);
    }
  }

  #flag(next: number, bit: number): number {
    const { columns, row } = this.#writer;
    columns.flags[row] = (columns.flags[row] ?? 0) | bit;
    return next;
  }

  /** The target of a record is a message, or a person, whom no report needs. */
  #target(at: number): number {
    const view = this.#view;
    return view.getUint8(at) === byte.quote
      ? endOfText(view, at)
      : this.#digits(at, this.#writer.columns.target);
  }

  #client(at: number): number {
    // `client`, the program, begins like `client_id`.
    const view = this.#view;
    const isProgram =
      view.getUint8(at + 4) === 0x6e && view.getUint8(at + 5) === 0x74 && endsKey(view, at + 6);
    return isProgram ? this.#text(at + 8, this.#writer.columns.program) : this.#unknown(at);
  }

  #type(at: number): number {
    const next = this.#text(at, this.#writer.columns.type);
    if (next >= 0) this.kind = kindOf(this.#view, at + 1, next - at - 2);
    return next;
  }

  #sender(at: number): number {
    const view = this.#view;
    const next = endOfText(view, at);
    if (next < 0) return unread;
    this.#hasSender = true;
    const isServer = next - at === 8 && isText(view, at + 1, "server");
    return isServer ? next : this.#flag(next, flag.fromClient);
  }

  #time(at: number): number {
    const view = this.#view;
    if (view.getUint8(at) !== byte.quote || view.getUint8(at + 25) !== byte.quote) return unread;
    const value = this.#times.read(this.#bytes, at + 1);
    const { columns, row } = this.#writer;
    columns.time[row] = value;
    return Number.isNaN(value) ? unread : at + 26;
  }

  /** A string without escapes, into a column. */
  #text(at: number, column: Int32Array): number {
    if (this.#view.getUint8(at) !== byte.quote) return unread;
    const { interner, row } = this.#writer;
    const index = interner.read(at + 1);
    if (index === unplain) return unread;
    column[row] = index;
    return interner.end + 1;
  }

  #message(at: number): number {
    const view = this.#view;
    if (view.getUint8(at) !== byte.quote) return unread;
    let place = at + 1;
    this.isEscaped = false;
    for (;;) {
      const special = specialIn(view.getInt32(place, true));
      if (special === 0) {
        place += 4;
        continue;
      }
      place += firstOf(special);
      const found = view.getUint8(place);
      if (found === byte.quote) break;
      if (found !== byte.backslash) return unread;
      this.isEscaped = true;
      place += 2;
    }
    this.messageStart = at + 1;
    this.messageEnd = place;
    return place + 1;
  }

  #digits(at: number, column: Float64Array | Int32Array): number {
    const view = this.#view;
    let value = 0;
    let place = at;
    for (;;) {
      const digit = view.getUint8(place) - byte.zero;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
      place += 1;
    }
    const length = place - at;
    // JSON has no number like 007, and a number has no more than 15 reliable digits.
    if (length === 0 || length > 15 || (length > 1 && view.getUint8(at) === byte.zero)) return unread;
    column[this.#writer.row] = value;
    return place;
  }

  /** Passes over a field that no report needs: a string or a whole number. */
  #unknown(at: number): number {
    const view = this.#view;
    const colon = endOfText(view, at - 1);
    if (colon < 0 || view.getUint8(colon) !== byte.colon) return unread;
    // A key that changes the meaning of a record is not skipped.
    if (meant.has(this.#bytes.toString("latin1", at, colon - 1))) return unread;
    if (view.getUint8(colon + 1) === byte.quote) return endOfText(view, colon + 1);
    return this.#digits(colon + 1, this.#nowhere);
  }
}
