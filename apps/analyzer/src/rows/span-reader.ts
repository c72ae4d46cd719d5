import { statusOfClose } from "@beseda/protocol";
import { flag, type Columns } from "../input/columns.ts";
import { none, type Row } from "./row.ts";
import { isCut, noSpan, type SessionSpan, type SessionSpans } from "./session-span.ts";

/** Open sessions by the index of their name in the strings of a reader: most need not be looked for by name. */
export interface KnownStays {
  readonly stays: Array<SessionSpan | undefined>;
  /** The count of closings at that time: `stays` are forgotten if others were closed since. */
  closed: number;
}

export const knownStays = (): KnownStays => ({ stays: [], closed: 0 });

/** No session of a chat is longer: a longer duration is not a valid one. */
const longestStayMs = 20 * 366 * 86_400_000;

const durationIn = ({ durationMs }: Columns, index: number): number => {
  const told = durationMs[index] ?? none;
  return told <= longestStayMs ? told : none;
};

/** Follows sessions through the rows: opens them, counts what is said in them, ends them. */
export class SpanReader {
  readonly #stays: SessionSpans;
  readonly #row: Row;
  #strings: readonly string[] = [];
  #known: KnownStays = knownStays();
  /** Changes when sessions are closed that some batch may know as open. */
  #closed = 0;
  /** Sessions that are over, to be filled again: there are many, and each lives long enough to be a burden. */
  readonly #free: SessionSpan[] = [];
  #over: SessionSpan | undefined;

  constructor(stays: SessionSpans, row: Row) {
    this.#stays = stays;
    this.#row = row;
  }

  /** From now on rows point to these strings. */
  begin(strings: readonly string[], known: KnownStays): void {
    this.#strings = strings;
    this.#known = known;
    while (known.stays.length < strings.length) known.stays.push(undefined);
    if (known.closed !== this.#closed) this.#forget();
  }

  /** Takes the row that was filled, and sets its session. */
  read(columns: Columns, index: number): void {
    const row = this.#row;
    const session = columns.session[index] ?? none;
    if (this.#over) this.#free.push(this.#over);
    this.#over = undefined;
    if (row.type === "message") row.stay = this.#speak(session);
    else if (row.type === "connected") row.stay = this.#begins(columns, index);
    else if (row.type === "disconnected") row.stay = this.#ends(columns, index);
    else {
      if (row.type === "server-started") this.#serverStarts();
      row.stay = session === none ? undefined : this.#open(session);
    }
    if ((row.flags & flag.imported) === 0) this.#stays.last = row.time;
  }

  #text(index: number | undefined): string {
    return this.#strings[index ?? none] ?? "";
  }

  #open(session: number): SessionSpan | undefined {
    // A name may have two indexes in a batch: what is known by one of them may have ended by the other.
    const { stays } = this.#known;
    const known = stays[session];
    const name = this.#text(session);
    if (known?.state === "open" && known.session === name) return known;
    return (stays[session] = this.#stays.open.get(name));
  }

  #speak(session: number): SessionSpan | undefined {
    const row = this.#row;
    const stay = session === none ? this.#stays.current[row.client] : this.#open(session);
    if (!stay || !row.isSaid) return stay;
    if (stay.messages === 0) stay.firstMessage = row.time;
    stay.messages += 1;
    return stay;
  }

  #begins(columns: Columns, index: number): SessionSpan {
    const { open, current } = this.#stays;
    const stay = this.#newSpan(columns, index);
    this.#row.abandoned = this.#abandon(stay.session);
    open.set(stay.session, stay);
    while (current.length <= stay.client) current.push(undefined);
    current[stay.client] = stay;
    const session = columns.session[index] ?? none;
    if (session !== none) this.#known.stays[session] = stay;
    return stay;
  }

  #abandon(session: string): SessionSpan | undefined {
    const { open, current } = this.#stays;
    const old = open.get(session);
    if (!old) return undefined;
    this.#stays.abandoned += 1;
    this.#closed += 1;
    this.#forget();
    if (current[old.client] === old) current[old.client] = undefined;
    return old;
  }

  #newSpan(columns: Columns, index: number): SessionSpan {
    const { client, name, time, hour } = this.#row;
    const stay = this.#free.pop() ?? noSpan();
    stay.session = this.#text(columns.session[index]);
    stay.client = client;
    stay.name = name;
    stay.via = this.#text(columns.via[index]);
    stay.program = this.#text(columns.program[index]);
    stay.state = "open";
    stay.started = time;
    stay.startHour = hour;
    stay.ended = Number.NaN;
    stay.durationMs = none;
    stay.code = none;
    stay.status = "";
    stay.messages = 0;
    stay.firstMessage = Number.NaN;
    return stay;
  }

  #ends(columns: Columns, index: number): SessionSpan {
    const row = this.#row;
    const { open, lost, current } = this.#stays;
    const session = columns.session[index] ?? none;
    const key = this.#text(session);
    const stay = open.get(key) ?? lost.get(key) ?? this.#unstarted(columns, index);
    row.reason = this.#text(columns.reason[index]);
    row.isLate = !open.has(key) && lost.has(key);
    this.#close(stay, columns, index);
    // Another one of the same name may have been lost before: that one still has no end.
    if (!open.delete(key)) lost.delete(key);
    if (current[stay.client] === stay) current[stay.client] = undefined;
    if (session !== none) this.#known.stays[session] = undefined;
    // The folds have yet to look at it.
    this.#over = stay;
    return stay;
  }

  #unstarted(columns: Columns, index: number): SessionSpan {
    const duration = durationIn(columns, index);
    const started = duration < 0 ? Number.NaN : this.#row.time - duration;
    const stay = this.#newSpan(columns, index);
    stay.started = started;
    stay.startHour = none;
    stay.state = "unstarted";
    return stay;
  }

  #close(stay: SessionSpan, columns: Columns, index: number): void {
    const row = this.#row;
    const lastSeen = columns.lastSeen[index] ?? Number.NaN;
    const duration = durationIn(columns, index);
    stay.code = columns.code[index] ?? none;
    stay.status = this.#statusOf(columns.status[index], stay.code);
    if (!Number.isNaN(lastSeen)) stay.ended = lastSeen;
    else if (Number.isNaN(stay.ended)) stay.ended = row.time;
    if (duration >= 0) stay.durationMs = duration;
    else if (!Number.isNaN(stay.started)) stay.durationMs = Math.max(0, stay.ended - stay.started);
    if (stay.state === "open") stay.state = isCut(stay.status) ? "cut" : "ended";
    if (row.name !== none) stay.name = row.name;
  }

  #statusOf(status: number | undefined, code: number): string {
    const told = this.#text(status);
    if (told !== "") return told;
    return code === none ? "unknown" : statusOfClose(code);
  }

  /** Clients that are still there were cut off when the server went down, after the last record it wrote. */
  #serverStarts(): void {
    const stays = this.#stays;
    stays.abandoned += stays.lost.size;
    stays.lost.clear();
    for (const [session, stay] of stays.open) {
      stay.ended = stays.last;
      stays.lost.set(session, stay);
    }
    stays.open.clear();
    stays.current.fill(undefined);
    this.#closed += 1;
    this.#forget();
  }

  #forget(): void {
    this.#known.stays.fill(undefined);
    this.#known.closed = this.#closed;
  }
}
