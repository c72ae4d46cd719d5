import {
  ChatError,
  type Acknowledgement,
  type Change,
  type Locale,
  type RecordDraft,
} from "@beseda/protocol";
import {
  LogDisplacedError,
  LogFailedError,
  LogFullError,
  type EventLog,
  type IdIndex,
  type LogEntry,
  type RedactionKey,
} from "@beseda/log";
import { RoomLooks } from "./room-names.ts";
import type { Circumstances } from "./circumstances.ts";
import { decide, type Command } from "./decide.ts";
import { Ends } from "./ends.ts";
import { KeptNames } from "./kept-names.ts";
import { Layer, type Piece } from "./layer.ts";
import type { CountableMessages } from "./countable-messages.ts";
import type { MembershipHistory } from "./membership-history.ts";
import type { Say } from "./message.ts";
import { Once, type Identified } from "./once.ts";
import type { RoomBounds } from "./opened-rooms.ts";
import type { Disconnect } from "./people.ts";
import type { ChatProjection } from "./projection.ts";
import { asItWasSaid } from "./redacted-text.ts";
import type { Reconcile } from "./registration.ts";
import type { RunCommand } from "./run.ts";
import type { ChatState, Registered } from "./state.ts";

export interface ChatParts {
  readonly log: EventLog;
  /** Folded by the log as records become durable. */
  readonly projection: ChatProjection;
  readonly ids: IdIndex;
  /** Folded likewise. */
  readonly memberships: MembershipHistory;
  /** Folded likewise. */
  readonly messages: CountableMessages;
  /** Language of the server's own words in the log. */
  readonly locale: Locale;
  /** How many rooms one person may have opened. @default any number */
  readonly roomBounds?: RoomBounds | undefined;
  /** The key with which digests of redacted texts were made. @default it is lost */
  readonly redactionKey?: () => Promise<RedactionKey | undefined>;
  /** Milliseconds since 1970. @default the system's */
  readonly now?: () => number;
  /** How often a full disk is tried again with the ends of sessions. @default 500 */
  readonly retryMs?: number;
}

/**
 * The one place where commands become records.
 *
 * Decisions run ahead of the disk: a command is decided against everything decided before it, whether or not
 * that is on the disk yet, so that two commands of one tick cannot both get one name. Nobody sees what is
 * ahead: readers and acknowledgements wait for the log. When the log refuses (disk full), it refuses
 * everything that is not durable, so nothing is written that depends on what was refused (LOG-15). An answer
 * without a record (a refusal, or that nothing has to change) waits for what it depends on, and is `log-full`
 * if that was refused.
 */
export class Chat {
  /** The history of who joined and left which room, as far as it is durable. */
  readonly memberships: MembershipHistory;
  /** Messages that may be unread to somebody, as far as they are durable. */
  readonly messages: CountableMessages;
  readonly #log: EventLog;
  readonly #projection: ChatProjection;
  readonly #circumstances: Circumstances;
  readonly #layer: Layer;
  readonly #ends: Ends;
  readonly #keptNames = new KeptNames();
  /** The newest append that changes what decisions look at: once it is durable, so are all before it. */
  #newestChange: Promise<unknown> | undefined;
  readonly #once: Once;

  constructor(parts: ChatParts) {
    const { log, projection, ids, memberships, locale, roomBounds, now, retryMs = 500 } = parts;
    this.memberships = memberships;
    this.messages = parts.messages;
    this.#log = log;
    this.#projection = projection;
    const { redactionKey = async () => undefined } = parts;
    this.#once = new Once({
      log,
      ids,
      execute: (command) => this.execute(command),
      asItWasSaid: (record, text) =>
        asItWasSaid({ log, state: () => this.state, redactionKey }, record, text),
    });
    // One object serves all decisions: a message creates none of its own.
    this.#circumstances = {
      locale,
      keptFor: (name) => this.#keptNames.holderOf(name),
      roomBounds,
      roomLooks: new RoomLooks(),
      get nowMs() {
        return now?.() ?? Date.now();
      },
    };
    const layer = new Layer(() => projection.state);
    const ends = new Ends({
      layer,
      retryMs,
      decide: (command) => decide(layer, command, this.#circumstances),
      append: (drafts, piece) => this.#append(drafts, piece),
    });
    this.#layer = layer;
    this.#ends = ends;
    log.onRefuse(() => {
      layer.forget();
      ends.decideAnew();
    });
  }

  /** The durable state of the chat: what everybody may see. */
  get state(): ChatState {
    return this.#projection.state;
  }

  /**
   * Decides, appends, and resolves with the records once they are durable; with none if nothing had to
   * change.
   * @throws {ChatError} a refusal for the person to read
   */
  execute(command: Exclude<Command, Disconnect | RunCommand | Reconcile>): Promise<readonly LogEntry[]> {
    if (this.#ends.areWaiting) void this.#ends.write();
    const decided = this.#decide(command);
    if (decided instanceof ChatError) return this.#answer(decided);
    return decided.length === 0 ? this.#answer() : this.#append(decided, this.#layer.add(decided));
  }

  /**
   * Writes what happened to the server itself, and resolves with the records.
   * @throws {LogError} as the log says it: it is for the operator, and nobody else waits for it
   */
  async note(command: RunCommand | Reconcile): Promise<readonly LogEntry[]> {
    return this.#log.append(decide(this.#layer, command, this.#circumstances));
  }

  /**
   * Keeps a name from everybody else while its client registers it (IDN-8); returns a function that releases
   * it.
   * @throws {ChatError} `name-taken`, `already-registered`
   */
  keepName(account: Registered): () => void {
    decide(this.#layer, { kind: "register", ...account }, this.#circumstances);
    return this.#keptNames.keep(account);
  }

  /** Answers without a record. */
  async #answer(refusal?: ChatError): Promise<readonly LogEntry[]> {
    await this.settled();
    if (refusal) throw refusal;
    return [];
  }

  /**
   * Ends a session, which nothing refuses. Resolves when the end is durable, or when a full disk has refused
   * it: it is then written as soon as there is room. Either way the session says nothing more.
   */
  async end(command: Disconnect): Promise<void> {
    if (this.#ends.areWaiting) void this.#ends.write();
    const drafts = decide(this.#layer, command, this.#circumstances);
    if (drafts.length > 0) await this.#ends.add(command, drafts);
  }

  /**
   * The name of a client by everything decided, durable or not; undefined for a client that is not online.
   */
  nameOf(clientId: string): string | undefined {
    return this.#layer.online.get(clientId)?.name;
  }

  /**
   * Resolves when everything decided so far is durable.
   * @throws {ChatError} `log-full` where it was refused
   */
  async settled(): Promise<void> {
    if (!this.#layer.isEmpty) await this.#newestChange?.catch(refuse);
  }

  /** Resolves when the ends that a full disk refused have been tried again. */
  writeEnds(): Promise<void> {
    return this.#ends.write();
  }

  #decide(command: Command): readonly RecordDraft[] | ChatError {
    try {
      return decide(this.#layer, command, this.#circumstances);
    } catch (error) {
      if (error instanceof ChatError) return error;
      throw error;
    }
  }

  async #append(drafts: readonly RecordDraft[], piece: Piece): Promise<readonly LogEntry[]> {
    const appended = this.#log.append(drafts);
    if (piece.length > 0) this.#newestChange = appended;
    try {
      return await appended;
    } catch (error) {
      throw asRefusal(error);
    } finally {
      this.#layer.settle(piece);
    }
  }

  /**
   * Appends a message once, however often it is sent (DEL-1).
   * @throws {ChatError} `id-conflict` where the id stands for another message, or another refusal
   */
  say(command: Say): Promise<Acknowledgement> {
    return this.#once.carryOut(command);
  }

  /**
   * Carries a command out once, however often it is sent (DEL-1).
   * @throws {ChatError} `id-conflict` where the id stands for something else, or another refusal
   */
  once(command: Identified): Promise<Change> {
    return this.#once.carryOut(command);
  }
}

/**
 * If the log has failed, the server stops and comes back: clients then send again what was not acknowledged.
 */
const asRefusal = (error: unknown): unknown => {
  if (error instanceof LogFullError) return new ChatError("log-full");
  const hasEnded = error instanceof LogFailedError || error instanceof LogDisplacedError;
  return hasEnded ? new ChatError("shutting-down") : error;
};
const refuse = (error: unknown): never => {
  throw asRefusal(error);
};
