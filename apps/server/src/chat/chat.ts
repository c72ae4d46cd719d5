import { ChatError, isOf, type Acknowledgement, type Locale } from "@beseda/protocol";
import { LogFullError, type EventLog, type IdIndex, type LogEntry } from "@beseda/log";
import { apply } from "./apply.ts";
import type { Command, Say } from "./command.ts";
import { decide, type Circumstances } from "./decide.ts";
import type { ChatProjection } from "./projection.ts";
import { copyState, type ChatState } from "./state.ts";

export interface ChatParts {
  readonly log: EventLog;
  /** Folded by the log as records become durable. */
  readonly projection: ChatProjection;
  readonly ids: IdIndex;
  /** Language of the server's own words in the log. */
  readonly locale: Locale;
  /** Who has registered a name. @default nobody */
  readonly holderOf?: Circumstances["holderOf"];
  /** Milliseconds since 1970. @default the system's */
  readonly now?: () => number;
}

/**
 * The one place where commands become records.
 *
 * Decisions run ahead of the disk: a command is decided against all that was decided before it, whether or not the
 * disk has that yet, so that two commands of one tick cannot both get one name. Nobody sees what is ahead: readers
 * and acknowledgements wait for the log. Where the log refuses (disk full), what is ahead is forgotten.
 */
export class Chat {
  readonly #log: EventLog;
  readonly #projection: ChatProjection;
  readonly #ids: IdIndex;
  readonly #circumstances: Circumstances;
  #ahead: ChatState;
  /** Messages that are on their way to the disk, by client and id: the index knows only what the disk has. */
  readonly #saying = new Map<string, Promise<LogEntry>>();

  constructor({ log, projection, ids, locale, holderOf, now }: ChatParts) {
    this.#log = log;
    this.#projection = projection;
    this.#ids = ids;
    // One object for all decisions: a message makes none of its own.
    this.#circumstances = {
      locale,
      holderOf: holderOf ?? (() => undefined),
      get nowMs() {
        return now?.() ?? Date.now();
      },
    };
    this.#ahead = copyState(projection.state);
  }

  /** The chat as far as the disk has it: what everybody may see. */
  get state(): ChatState {
    return this.#projection.state;
  }

  /**
   * Decides, appends, and resolves with the records when they are durable; none where nothing had to change.
   * @throws {ChatError} a refusal for the person to read
   */
  async execute(command: Command): Promise<readonly LogEntry[]> {
    const drafts = decide(this.#ahead, command, this.#circumstances);
    if (drafts.length === 0) return [];
    for (const draft of drafts) apply(this.#ahead, draft);
    try {
      return await this.#log.append(drafts);
    } catch (error) {
      if (!(error instanceof LogFullError)) throw error;
      this.#ahead = copyState(this.#projection.state);
      throw new ChatError("log-full");
    }
  }

  /**
   * Appends a message once, however often it is sent (DEL-1).
   * @throws {ChatError} `id-conflict` where the id stands for another message, or another refusal
   */
  async say(command: Say): Promise<Acknowledgement> {
    const key = `${command.actor.client_id} ${command.id}`;
    const pending = this.#earlier(key, command);
    const earlier = pending && (await pending);
    if (earlier) return acknowledge(earlier, command);
    const saying = this.execute(command).then(only);
    this.#saying.set(key, saying);
    try {
      return acknowledge(await saying);
    } finally {
      this.#saying.delete(key);
    }
  }

  /** Stays synchronous for an id that nobody has seen, so that messages keep the order in which they came. */
  #earlier(key: string, { actor, id }: Say): Promise<LogEntry | undefined> | undefined {
    const saying = this.#saying.get(key);
    if (saying) return saying;
    return this.#ids.mayHave(actor.client_id, id)
      ? this.#ids.find(actor.client_id, id, this.#log)
      : undefined;
  }
}

const only = ([entry]: readonly LogEntry[]): LogEntry => {
  if (!entry) throw new Error("a message without a record");
  return entry;
};

const acknowledge = ({ record }: LogEntry, again?: Say): Acknowledgement => {
  if (again && !isSame(record, again)) throw new ChatError("id-conflict", again.id);
  return { seq: record.seq, time: record.time, duplicate: again !== undefined };
};

const isSame = (record: LogEntry["record"], { room, text, reply_to, action }: Say): boolean =>
  isOf(record, "message") &&
  record.room === room &&
  record.message === text &&
  record.reply_to === reply_to &&
  record.action === action;
