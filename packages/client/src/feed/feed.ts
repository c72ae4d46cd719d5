import type { Cursor, Welcome } from "@beseda/protocol";
import type { HistoryPage, ReceivedRecord } from "../connection/connection.ts";
import type { Environment } from "../environment.ts";
import { RefusedError } from "../refused-error.ts";
import type { PageNotes } from "../timeline/annotations.ts";
import { verdictOf, type Verdict } from "../verdict.ts";
import { Chain, isInRoom, type Cut, type RoomRecord } from "./chain.ts";

/**
 * Asks for the newest records of a room before a place, oldest first.
 * Rejects with {@link RefusedError} where that cannot be answered now.
 */
export type AskHistory = (query: {
  readonly room: string;
  readonly before?: number;
  readonly limit: number;
}) => Promise<HistoryPage>;

export interface FeedParts {
  readonly history: AskHistory;
  readonly environment: Environment;
  /** The wait before a repair is tried again: retry 0, 1, 2 … */
  readonly backOff: (retry: number) => number;
  /** Called with the next records of a room: each one once, in order, none missing between them. */
  readonly onApplied: (room: string, records: readonly RoomRecord[]) => void;
  /** Called when all that was applied of a room is void; the room begins anew. */
  readonly onDropped: (room: string) => void;
}

/** Older records that join the applied ones, and what was done since to messages among them. */
export interface OlderPage {
  readonly records: readonly RoomRecord[];
  readonly notes: PageNotes;
}

const nothingOlder: OlderPage = { records: [], notes: {} };

/** Messages in one page of a repair, the most that a server gives. */
const repairPage = 200;
/** Pages after which a gap is too wide to fill: the room begins anew behind it, and older pages load on demand. */
const repairPages = 5;

/** Refusals in a row that a repair remembers. */
const mostRemembered = 20;

/** A missing part that was asked for. */
interface Repair {
  readonly room: string;
  readonly chain: Chain;
  readonly refusals: readonly RefusedError[];
}

/**
 * Records arriving. Whatever the network does (repeats, reorderings, cuts), each room's records are applied once and in
 * order, and a gap is filled by asking for what is missing (DEL-3, DEL-4).
 */
export class Feed {
  readonly #parts: FeedParts;
  readonly #chains = new Map<string, Chain>();
  readonly #repairing = new Set<Chain>();
  #log: Pick<Welcome, "log" | "run"> | undefined;
  #seq: number | undefined;

  constructor(parts: FeedParts) {
    this.#parts = parts;
  }

  /**
   * The place to continue from after a loss: all up to it was applied. While a part is missing it is the place
   * before the gap, so that a new connection brings the missing part by itself. Undefined before the first record.
   */
  get cursor(): Cursor | undefined {
    if (this.#log === undefined || this.#seq === undefined) return undefined;
    const broken = [...this.#chains.values()].filter((chain) => chain.held);
    return { ...this.#log, seq: Math.min(this.#seq, ...broken.map((chain) => chain.last)) };
  }

  /**
   * Begins a connection, or its move to another socket: records go on from the cursor, or everything begins anew.
   * Records that wait for a missing part go on waiting: a moved connection does not bring that part again.
   */
  begin({ log, run, resumed }: Pick<Welcome, "log" | "run" | "resumed">): void {
    // A log that resumes has everything up to the cursor, also where its name has changed since (LOG-11).
    const goesOn = resumed && this.#log !== undefined;
    this.#log = { log, ...(run !== undefined && { run }) };
    if (goesOn) {
      for (const [room, chain] of this.#chains) if (chain.held) void this.#repair(room, chain);
      return;
    }
    for (const room of this.#chains.keys()) this.drop(room);
    this.#seq = undefined;
  }

  /** Takes what arrived. */
  receive(records: readonly ReceivedRecord[]): void {
    for (const { seq } of records) this.#seq = Math.max(this.#seq ?? 0, seq);
    const rooms = Map.groupBy(records.filter(isInRoom), ({ room }) => room);
    for (const [room, run] of rooms) this.#append(room, run);
  }

  /** Whether records of a room exist before the oldest applied one. */
  hasOlder(room: string): boolean {
    return (this.#chains.get(room)?.before ?? 0) > 0;
  }

  /** `seq` of the newest applied record of a room; 0 for none. */
  last(room: string): number {
    return this.#chains.get(room)?.last ?? 0;
  }

  /** Whether any record of a room was applied. */
  has(room: string): boolean {
    return this.#chains.has(room);
  }

  /** Loads the page before the oldest applied record of a room, or its newest page; returns what joins, in order. */
  async older(room: string, limit: number): Promise<OlderPage> {
    const chain = this.#chains.get(room);
    if (chain && chain.before === 0) return nothingOlder;
    const before = chain && { before: chain.first };
    const { records, older: hasMore, ...notes } = await this.#parts.history({ room, limit, ...before });
    const page = records.filter(isInRoom);
    if (chain !== this.#chains.get(room)) return nothingOlder;
    if (!chain) this.#append(room, page);
    const now = chain ?? this.#chains.get(room);
    // A chain that was trimmed meanwhile begins elsewhere.
    const isAtPage = !chain || chain.first === before?.before;
    const joined = chain?.prepend(page) ?? [];
    // The room may have more before this client has joined it: that is not there for it (HIST-2).
    if (hasMore === false && isAtPage) now?.trim({ first: now.first, before: 0 });
    return { records: joined, notes: chain ? notes : {} };
  }

  /** Whether the record after a place is applied, so that records up to there join the chain of a room. */
  reaches(room: string, seq: number): boolean {
    const chain = this.#chains.get(room);
    return chain !== undefined && seq >= chain.before;
  }

  /** Takes records before the applied ones; returns those that join, in order. */
  join(room: string, records: readonly RoomRecord[]): readonly RoomRecord[] {
    return this.#chains.get(room)?.prepend(records) ?? [];
  }

  /** `seq` of the oldest applied record of a room; 0 for none. */
  first(room: string): number {
    return this.#chains.get(room)?.first ?? 0;
  }

  /** Forgets the records of a room before a place. */
  trim(room: string, cut: Cut): void {
    this.#chains.get(room)?.trim(cut);
  }

  /** Forgets a room. */
  drop(room: string): void {
    if (this.#chains.delete(room)) this.#parts.onDropped(room);
  }

  #append(room: string, run: readonly RoomRecord[]): void {
    const [first, ...rest] = run;
    if (!first) return;
    const known = this.#chains.get(room);
    const chain = known ?? new Chain(first);
    if (!known) this.#chains.set(room, chain);
    const applied = known ? chain.append(run) : [first, ...chain.append(rest)];
    if (applied.length > 0) this.#parts.onApplied(room, applied);
    if (chain.held) void this.#repair(room, chain);
  }

  /**
   * Asks for the missing part, page by page from its newer end, until it joins the chain. After a refusal there is
   * nothing to wait for: a person who was removed from the room meanwhile learns that from the held records.
   */
  async #repair(room: string, chain: Chain, refusals: readonly RefusedError[] = []): Promise<void> {
    if (this.#repairing.has(chain)) return;
    this.#repairing.add(chain);
    let refusal: RefusedError | undefined;
    try {
      for (let page = 0; page < repairPages && this.#isBroken(room, chain); page += 1) {
        await this.#fill(room, chain);
      }
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      refusal = error;
    } finally {
      this.#repairing.delete(chain);
    }
    if (!this.#isBroken(room, chain)) return;
    const verdict = refusal && verdictOf(refusal, refusals);
    if (!refusal || verdict?.kind === "failed") this.#beginAnew(room, chain);
    else this.#repairAgain({ room, chain, refusals: [...refusals, refusal] }, verdict);
  }

  /** Waits for the next connection, which brings the missing part, or asks for it again. */
  #repairAgain({ room, chain, refusals }: Repair, verdict: Verdict | undefined): void {
    const { environment, backOff } = this.#parts;
    const afterMs = verdict?.kind === "again" ? verdict.afterMs : undefined;
    environment.after(afterMs ?? backOff(refusals.length - 1), () => {
      if (this.#isBroken(room, chain)) void this.#repair(room, chain, refusals.slice(-mostRemembered));
    });
  }

  #isBroken(room: string, chain: Chain): boolean {
    return chain.held !== undefined && this.#chains.get(room) === chain;
  }

  async #fill(room: string, chain: Chain): Promise<void> {
    const before = chain.held?.seq;
    if (before === undefined) return;
    const { records } = await this.#parts.history({ room, before, limit: repairPage });
    if (this.#chains.get(room) !== chain) return;
    const applied = chain.append(records.filter(isInRoom));
    if (applied.length > 0) this.#parts.onApplied(room, applied);
  }

  /** Starts a room anew behind a gap that is too wide to be filled, or cannot be joined. */
  #beginAnew(room: string, chain: Chain): void {
    const held = chain.release();
    this.drop(room);
    this.#append(room, held);
  }
}
