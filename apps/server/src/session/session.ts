import {
  ChatError,
  closeCodes,
  closeReason,
  textsOf,
  type Acknowledgement,
  type CloseName,
  type Locale,
  type Send,
  type Via,
} from "@beseda/protocol";
import type { LogReader } from "@beseda/log";
import type { Chat } from "../chat/chat.ts";
import type { Actor } from "../chat/actor.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Accounts } from "../identity/accounts.ts";
import type { Logger } from "../runtime/logger.ts";
import { Answering } from "./answering.ts";
import { ClientView } from "./client-view.ts";
import type { Ending } from "./ending.ts";
import type { SessionFacts } from "./session-facts.ts";
import type { Transport } from "./transport.ts";
import type { Absence, ReconnectGrace } from "./reconnect-grace.ts";
import type { SessionBudget } from "../limits/session-budget.ts";
import { Refusals } from "./refusals.ts";
import { SessionLimiter } from "../limits/session-limiter.ts";

/** Parts that all sessions share. */
export interface SessionParts {
  readonly chat: Chat;
  readonly log: LogReader;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly accounts: Pick<Accounts, "roleOf">;
  readonly reconnectGrace: ReconnectGrace;
  /** Called once for each session that has come to its end, before its record is written. */
  readonly onEnd: (session: Session) => void;
}

/** The connection and the budget of one session. */
export interface SessionHold {
  readonly transport: Transport;
  readonly budget: SessionBudget;
}

/** One stay of one client, from `connected` to `disconnected`, over whatever connections. */
export class Session extends ClientView {
  readonly id: string;
  readonly via: Via;
  readonly token: string;
  readonly loginId: number;
  readonly client: string;
  readonly address: string;
  /** Limits everything that this session asks for. */
  readonly limiter: SessionLimiter;
  #locale: Locale;
  #transport: Transport;
  readonly #parts: SessionParts;
  readonly #expiresMs: number;
  readonly #since: number;
  // Thousands of sessions are idle: what few of them need is created on demand.
  #refusals: Refusals | undefined;
  #ended: AbortController | undefined;
  #isOver = false;
  #ending: Promise<void> | undefined;
  #absence: Absence | undefined;
  #answering: Answering | undefined;

  constructor(facts: SessionFacts, { transport, budget }: SessionHold, parts: SessionParts) {
    super(facts.clientId, parts.chat);
    this.id = facts.id;
    this.via = facts.via;
    this.#locale = facts.locale;
    this.token = facts.token;
    this.loginId = facts.loginId;
    this.client = facts.client;
    this.address = facts.address;
    this.#expiresMs = facts.expiresMs;
    this.limiter = new SessionLimiter(budget, this);
    this.#parts = parts;
    this.#transport = transport;
    this.#since = parts.clock.elapsed();
  }

  /** Logger of this session; messages and tokens MUST NOT go there. */
  get logger(): Logger {
    return this.#parts.logger.child({ session: this.id, client_id: this.clientId });
  }

  /** Refusals of this session, summed up. */
  get refusals(): Refusals {
    this.#refusals ??= new Refusals(this.logger);
    return this.#refusals;
  }

  /** The language that the server speaks to this client. */
  get locale(): Locale {
    return this.#locale;
  }

  /** Continues in another language. */
  speak(locale: Locale): void {
    this.#locale = locale;
  }

  /** Whether the session has come to its end. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Aborted when the session has come to its end. */
  get ended(): AbortSignal {
    this.#ended ??= new AbortController();
    if (this.#isOver) this.#ended.abort();
    return this.#ended.signal;
  }

  /** The connection of this session; an earlier one may have been lost. */
  get transport(): Transport {
    return this.#transport;
  }

  /** Continues over a new connection; the previous one, if it still stands, is told that it was replaced. */
  moveTo(transport: Transport): void {
    const earlier = this.#transport;
    this.#transport = transport;
    this.#absence?.end();
    this.#absence = undefined;
    const { code, reason } = closeCodes.replaced;
    earlier.close(code, reason[this.locale]);
  }

  /**
   * Handles a connection lost without a word. The session waits for its client to come back; if it does not,
   * it ends as it would have ended at once: nobody is told of a train in a tunnel.
   */
  lose(ending: Ending, onError: (error: unknown) => void): void {
    this.#absence ??= this.#parts.reconnectGrace.begin(() => void this.end(ending).catch(onError));
  }

  override now(): number {
    return this.#parts.clock.now();
  }

  /** The client that asks, with its role on the server at this moment. */
  override get actor(): Actor {
    return {
      client_id: this.clientId,
      session: this.id,
      role: this.#parts.accounts.roleOf(this.clientId),
    };
  }

  /** Whether the token of this session is no longer valid: it has to end. */
  get isExpired(): boolean {
    return this.#parts.clock.now() >= this.#expiresMs;
  }

  /** @throws {ChatError} `rate` with the time to wait, at once; the other refusals reject */
  say(said: Send): Promise<Acknowledgement> {
    this.limiter.message();
    return said.text.includes("@") ? this.#warned(said) : this.#inTurn(said);
  }

  /** Says something, and tells the author which of the people mentioned do not see it (MSG-5). */
  async #warned(said: Send): Promise<Acknowledgement> {
    const acknowledgement = await this.#inTurn(said);
    const outside = this.calledOutside(said.room, said.text);
    return outside.length === 0 ? acknowledgement : { ...acknowledgement, cannot_see: [...outside] };
  }

  #inTurn(said: Send): Promise<Acknowledgement> {
    if (said.reply_to === undefined && !this.#answering) return this.#say(said);
    this.#answering ??= new Answering({
      log: this.#parts.log,
      readableFrom: (name) => this.readableFrom(name),
    });
    return this.#answering.inTurn(said, () => this.#say(said));
  }

  #say({ id, room, text, reply_to, action }: Send): Promise<Acknowledgement> {
    return this.#parts.chat.say({
      kind: "say",
      actor: this.actor,
      id,
      room,
      text,
      ...(reply_to !== undefined && { reply_to }),
      ...(action && { action }),
    });
  }

  /** Ends with the farewell, code 1000; resolves with it when the log has the `disconnected` record. */
  async quit(words?: string): Promise<string> {
    const farewell = words === undefined || this.isMuted ? textsOf(this.locale).farewell() : words;
    await this.end({ code: closeCodes.normal.code, status: "normal", message: farewell });
    return farewell;
  }

  rest(forMs: number): void {
    this.transport.rest?.(forMs);
  }

  /** Ends for a reason of the server and closes the socket with its code. */
  async evict(name: CloseName, hint = ""): Promise<void> {
    const { code, status, reason } = closeCodes[name];
    const ended = this.end({ code, status, message: reason[this.locale] });
    this.transport.close(code, closeReason(reason[this.locale] + hint));
    await ended;
  }

  /**
   * Closes the socket because of a server fault; the client comes back to this session, if it knows how to.
   */
  sendAway(error: unknown): void {
    const { code, reason } = closeCodes.internal;
    const sentence = error instanceof ChatError ? error.in(this.locale) : reason[this.locale];
    this.transport.close(code, closeReason(sentence));
  }

  /** Closes the socket so that the client comes back; no record of it can be written. */
  abandon(hint: string): void {
    const { code, reason } = closeCodes.restart;
    this.#ending ??= Promise.resolve();
    this.#isOver = true;
    this.#ended?.abort();
    this.#absence?.end();
    this.#parts.onEnd(this);
    this.transport.close(code, closeReason(reason[this.locale] + hint));
  }

  /** Writes the one `disconnected` record of this session, whoever notices its end first (SES-5). */
  end(ending: Ending): Promise<void> {
    this.#ending ??= this.#end(ending);
    return this.#ending;
  }

  async #end(ending: Ending): Promise<void> {
    this.#isOver = true;
    this.#ended?.abort();
    this.#parts.onEnd(this);
    this.#absence?.end();
    const endedAt = this.#absence?.since ?? this.#parts.clock.elapsed();
    const duration_ms = Math.round(endedAt - this.#since);
    await this.#parts.chat.end({ kind: "disconnect", actor: this.actor, ...ending, duration_ms });
    this.refusals.stop();
    this.logger.info({ status: ending.status, code: ending.code, duration_ms }, "disconnected");
  }
}
