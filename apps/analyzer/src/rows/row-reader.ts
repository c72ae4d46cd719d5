import type { Batch, Strings } from "../input/batch.ts";
import { flag, type Columns } from "../input/columns.ts";
import type { Clock } from "./clock.ts";
import { isDoneByOthers } from "./done-by-others.ts";
import { indexIn, serverIndex, type Names } from "./names.ts";
import { emptyRow, none, type Row } from "./row.ts";
import { addDay, emptyDaySet, type DaySet } from "./day-set.ts";
import { notePresence, type Presences } from "./presence.ts";
import { noteResponse, type LastSaid } from "./responses.ts";
import { markRepeated, type Imported } from "./imported.ts";
import { knownTypes } from "./known-types.ts";
import { Meaning } from "./meaning.ts";
import { SpanReader } from "./span-reader.ts";
import type { SessionSpans } from "./session-span.ts";

const dayMs = 86_400_000;
const hourMs = 3_600_000;
/** 1970 began on a Thursday. */
const firstWeekday = 3;
const nobody: readonly number[] = [];

/** The state that a reader keeps from batch to batch. Plain data, so that it can be saved. */
export interface RowReaderState {
  readonly names: Names;
  readonly stays: SessionSpans;
  /** Newest name of each client, by index. */
  readonly nameOf: number[];
  /** Days on which each client did something, by index; the end of a session does not count. */
  readonly days: Array<DaySet | undefined>;
  readonly presences: Presences;
  /** By index of the room + 1. */
  readonly lastSaid: LastSaid[];
  readonly imported: Imported;
  /** The client who had a name last, in small letters. */
  readonly clientNamed: Map<string, number>;
}

/** Before any day. */
const noDay = -(2 ** 31);

const longer = (numbers: Int32Array, length: number, empty: number): Int32Array => {
  const more = new Int32Array(length).fill(empty);
  more.set(numbers);
  return more;
};

/** Turns batches into rows: numbers that are good for the whole log, local time, and the session of each record. */
export class RowReader {
  readonly #reading: RowReaderState;
  readonly #clock: Clock;
  readonly #row: Row;
  readonly #stays: SpanReader;
  readonly #types = new Map<string, string>();
  readonly #meanings = new WeakMap<Strings, Meaning>();
  #strings: readonly string[] = [];
  #meaning = new Meaning();
  /** The day on which each client did something last, by index: mostly it is this one. */
  #newestDay: Int32Array = new Int32Array(0);

  constructor(reading: RowReaderState, clock: Clock) {
    this.#reading = reading;
    this.#clock = clock;
    this.#row = emptyRow(reading.stays);
    this.#stays = new SpanReader(reading.stays, this.#row);
    for (const type of knownTypes) this.#types.set(type, type);
  }

  /** Calls `visit` with each row of a batch that is asked for. */
  read({ columns, rows, strings, imports, files, mentions }: Batch, visit: (row: Row) => void): void {
    this.#begin(strings);
    if (imports.length > 0) markRepeated(this.#reading.imported, imports, columns);
    const row = this.#row;
    let mention = 0;
    let file = 0;
    for (let index = 0; index < rows; index += 1) {
      this.#fill(columns, index);
      row.file = files[file]?.row === index ? files[file] : undefined;
      if (row.file) file += 1;
      mention = this.#mention(mentions, mention, index);
      if ((row.flags & flag.early) !== 0) continue;
      notePresence(this.#reading.presences, row);
      visit(row);
    }
  }

  /** Calls `visit` with messages that were read before: what they say is all that is read of them. */
  readAgain({ columns, rows, strings, mentions }: Batch, visit: (row: Row) => void): void {
    this.#begin(strings);
    const row = this.#row;
    const { time } = row;
    let mention = 0;
    for (let index = 0; index < rows; index += 1) {
      this.#fillPlace(columns, index);
      this.#fillText(columns, index);
      mention = this.#mention(mentions, mention, index);
      if ((row.flags & flag.early) === 0) visit(row);
    }
    row.time = time;
  }

  /** Sets whom a row mentions; returns the place of the mentions of the next row. */
  #mention(mentions: Batch["mentions"], from: number, index: number): number {
    const row = this.#row;
    if (row.mentions.length > 0) row.mentions = nobody;
    let place = from;
    while (mentions[place]?.row === index) {
      row.mentions = this.#withMention(row.mentions, mentions[place]?.name ?? "");
      place += 1;
    }
    return place;
  }

  #begin(strings: Strings): void {
    let meaning = this.#meanings.get(strings);
    if (!meaning) this.#meanings.set(strings, (meaning = new Meaning()));
    meaning.fit(strings);
    this.#strings = strings.texts;
    this.#meaning = meaning;
    this.#stays.begin(strings.texts, meaning.stays);
  }

  #fillPlace(columns: Columns, index: number): void {
    const row = this.#row;
    const flags = columns.flags[index] ?? 0;
    row.seq = columns.seq[index] ?? 0;
    row.prev = columns.prev[index] ?? none;
    row.flags = flags;
    row.target = columns.target[index] ?? 0;
    row.type = this.#type(columns.type[index] ?? none);
    row.client = this.#client(columns.client[index] ?? none);
    row.room = this.#room(columns.room[index] ?? none);
    this.#fillTime(columns.time[index] ?? 0);
    const isFromClient = (flags & flag.fromClient) !== 0 && (flags & flag.repeated) === 0;
    row.isSaid = row.type === "message" && isFromClient && row.client !== serverIndex;
  }

  #fill(columns: Columns, index: number): void {
    const row = this.#row;
    this.#fillPlace(columns, index);
    row.name = this.#name(columns.name[index] ?? none);
    this.#fillDay(row.flags);
    if (row.isSaid) {
      this.#fillText(columns, index);
      noteResponse(this.#reading.lastSaid, row);
    } else if (row.type === "reacted") row.reaction = this.#strings[columns.reason[index] ?? none] ?? "";
    this.#stays.read(columns, index);
  }

  #fillDay(flags: number): void {
    const row = this.#row;
    row.isNewDay = false;
    if (this.#newestDay[row.client] === row.day) return;
    if (row.client === serverIndex || (flags & flag.early) !== 0 || isDoneByOthers(row.type)) return;
    const { days } = this.#reading;
    while (days.length <= row.client) days.push(undefined);
    const ofClient = (days[row.client] ??= emptyDaySet());
    if (row.type === "disconnected") return;
    row.isNewDay = addDay(ofClient, row.day);
    if (row.client >= this.#newestDay.length) {
      this.#newestDay = longer(this.#newestDay, row.client * 2, noDay);
    }
    this.#newestDay[row.client] = row.day;
  }

  #fillText(columns: Columns, index: number): void {
    const row = this.#row;
    row.words = columns.words[index] ?? 0;
    row.characters = columns.characters[index] ?? 0;
    row.emoji = columns.emoji[index] ?? 0;
    row.textHash = columns.textHash[index] ?? 0;
  }

  #fillTime(time: number): void {
    const row = this.#row;
    const local = this.#clock.local(time);
    row.previous = this.#reading.stays.last;
    row.time = time;
    row.local = local;
    const sinceMidnight = local - row.day * dayMs;
    if (sinceMidnight >= 0 && sinceMidnight < dayMs) {
      row.hour = Math.floor(sinceMidnight / hourMs);
      return;
    }
    row.day = Math.floor(local / dayMs);
    row.hour = Math.floor((local - row.day * dayMs) / hourMs);
    row.weekday = (((row.day + firstWeekday) % 7) + 7) % 7;
  }

  /** One and the same string for each type, so that types are compared by their address. */
  #type(local: number): string {
    const { types } = this.#meaning;
    const known = types[local];
    if (known !== undefined) return known;
    const text = this.#strings[local] ?? "";
    const type = this.#types.get(text) ?? text;
    this.#types.set(type, type);
    if (local !== none) types[local] = type;
    return type;
  }

  #client(local: number): number {
    const { clients } = this.#meaning;
    const known = clients[local] ?? none;
    if (known !== none) return known;
    return (clients[local] = indexIn(this.#reading.names.clients, this.#strings[local] ?? ""));
  }

  #room(local: number): number {
    if (local === none) return none;
    const { rooms } = this.#meaning;
    const known = rooms[local] ?? none;
    if (known !== none) return known;
    return (rooms[local] = indexIn(this.#reading.names.rooms, this.#strings[local] ?? ""));
  }

  #name(local: number): number {
    if (local === none) return none;
    const { people } = this.#meaning;
    let name = people[local] ?? none;
    if (name === none) {
      name = indexIn(this.#reading.names.people, this.#strings[local] ?? "");
      people[local] = name;
    }
    if (this.#reading.nameOf[this.#row.client] !== name) this.#rename(name, this.#strings[local] ?? "");
    return name;
  }

  #rename(name: number, text: string): void {
    const { nameOf, clientNamed } = this.#reading;
    const { client } = this.#row;
    while (nameOf.length <= client) nameOf.push(none);
    nameOf[client] = name;
    clientNamed.set(text.toLowerCase(), client);
  }

  /** A mention may have a full stop behind it. */
  #withMention(before: readonly number[], name: string): readonly number[] {
    const { clientNamed } = this.#reading;
    const key = name.toLowerCase();
    const client = clientNamed.get(key) ?? clientNamed.get(key.replace(/[.…-]+$/u, ""));
    return client === undefined ? before : [...before, client];
  }
}
