import { isImported, isOf, isPost, type ChatRecord, type Read } from "@beseda/protocol";

/** The count that stands for more than is counted (UNR-2). */
const mostCounted = 100;
/** Messages kept to be counted here: more than are ever shown, since some may be taken back. */
const mostKept = 256;

/** A message of somebody else that may be unread. */
interface Countable {
  readonly seq: number;
  readonly mentionsMe: boolean;
}

/** What the server has counted. */
export interface Counted extends Pick<Read, "seq" | "version" | "unread"> {
  readonly mentions: number;
  /** `seq` of the newest record of the room that was there then. */
  readonly last: number;
}

/** What is unread of a room, as a view shows it. */
export interface Unread {
  readonly read: { readonly seq: number; readonly version: number };
  readonly unread: number;
  readonly mentions: number;
}

/** The person, and whom they have blocked. */
export interface Viewer {
  readonly me: string | undefined;
  readonly blocked: Pick<ReadonlyMap<string, unknown>, "has">;
}

/**
 * How much of a room is unread: what the server has counted, and what came after that. Messages are no signals: the
 * records that come in are counted here (UNR-4).
 */
export class RoomReading {
  #counted: Counted;
  /** Messages that have come in, oldest first: all that are countable after `#from`. */
  #messages: readonly Countable[] = [];
  #from: number;
  #reached = 0;

  constructor(counted: Counted) {
    this.#counted = counted;
    this.#from = counted.last;
  }

  /** `seq` of the newest record that has come in. */
  get reached(): number {
    return this.#reached;
  }

  /** The mark that the server has. */
  get mark(): Pick<Read, "seq" | "version"> {
    return this.#counted;
  }

  /**
   * Takes what the server has counted, if it is not older than what is known; a greeting is always newer. Returns
   * whether the mark was lowered, by somebody who wants messages to be unread.
   */
  take(counted: Counted, { isGreeting = false } = {}): boolean {
    const { seq, version, last } = this.#counted;
    const isOlder = counted.version < version || (counted.version === version && counted.last < last);
    if (isOlder && !isGreeting) return false;
    this.#counted = counted;
    return counted.version > version && counted.seq < seq;
  }

  /** Takes records of the room, in order. */
  follow(records: readonly ChatRecord[], viewer: Viewer): void {
    for (const record of records) this.#follow(record, viewer);
    const dropped = this.#messages.at(-mostKept - 1);
    if (!dropped) return;
    this.#from = dropped.seq;
    this.#messages = this.#messages.slice(-mostKept);
  }

  /** Forgets the messages that have come in: the server counts anew. */
  forget(): void {
    this.#messages = [];
    this.#from = Math.max(this.#reached, this.#counted.last);
  }

  /** What is unread behind the server's mark, or one that is on its way there. */
  unread(wanted?: number): Unread {
    const { seq, version, unread, mentions, last } = this.#counted;
    const mark = wanted ?? seq;
    const read = { seq: mark, version };
    if (mark !== seq && mark >= Math.max(this.#reached, last)) return { read, unread: 0, mentions: 0 };
    if (mark !== seq && this.#covers(mark)) return { read, ...this.#countAfter(mark) };
    const since = this.#countAfter(Math.max(mark, last));
    return { read, unread: capped(unread + since.unread), mentions: capped(mentions + since.mentions) };
  }

  /** Whether all countable messages after a place are here. */
  #covers(seq: number): boolean {
    return seq >= this.#from && this.#reached >= this.#counted.last;
  }

  #countAfter(seq: number): Pick<Unread, "unread" | "mentions"> {
    const after = this.#messages.filter((message) => message.seq > seq);
    const mentions = after.filter(({ mentionsMe }) => mentionsMe).length;
    return { unread: capped(after.length), mentions: capped(mentions) };
  }

  #follow(record: ChatRecord, { me, blocked }: Viewer): void {
    if (isOf(record, "deleted") || isOf(record, "redacted")) this.#change(record, () => undefined);
    if (isOf(record, "edited"))
      this.#change(record, (message) => ({ ...message, mentionsMe: mentions(record, me) }));
    if (isPost(record) && record.seq > (this.#messages.at(-1)?.seq ?? 0)) {
      const { seq, client_id, deleted } = record;
      const isCountable = client_id !== me && !isImported(record) && !blocked.has(client_id);
      if (this.#messages.length === 0 && seq <= this.#from) this.#from = seq - 1;
      if (isCountable && !deleted)
        this.#messages = [...this.#messages, { seq, mentionsMe: mentions(record, me) }];
    }
    this.#reached = Math.max(this.#reached, record.seq);
  }

  /** Changes a message, also in what the server has counted before that; undefined takes it away. */
  #change(
    { seq, target }: { readonly seq: number; readonly target: number },
    change: (message: Countable) => Countable | undefined,
  ): void {
    const message = this.#messages.find((candidate) => candidate.seq === target);
    if (!message) return;
    const after = change(message);
    this.#messages = this.#messages.flatMap((known) => (known === message ? (after ?? []) : known));
    const { last, seq: mark, unread, mentions } = this.#counted;
    if (target > last || target <= mark || seq <= last) return;
    const called = Number(after?.mentionsMe ?? false) - Number(message.mentionsMe);
    this.#counted = {
      ...this.#counted,
      // Of more than is counted one less is still more, until the server says so.
      unread: unread === mostCounted ? unread : Math.max(0, unread - Number(!after)),
      mentions: mentions === mostCounted ? mentions : Math.max(0, mentions + called),
    };
  }
}

const capped = (count: number): number => Math.min(count, mostCounted);

const mentions = (record: { readonly mentions?: readonly string[] | undefined }, me: string | undefined) =>
  me !== undefined && (record.mentions?.includes(me) ?? false);
