import { setImmediate } from "node:timers/promises";
import {
  ChatError,
  isOf,
  textsOf,
  type Introduction,
  type Locale,
  type RecordOf,
  type Via,
} from "@beseda/protocol";
import type { LogReader } from "@beseda/log";
import type { Chat } from "../chat/chat.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Accounts } from "../identity/accounts.ts";
import type { Logger } from "../runtime/logger.ts";
import { ReconnectGrace } from "./reconnect-grace.ts";
import type { Authenticator, Entry } from "./authenticator.ts";
import type { Effects } from "./effects.ts";
import type { Eviction } from "./eviction.ts";
import type { SessionBudgets } from "../limits/session-budget.ts";
import type { Reading } from "./reading.ts";
import type { Registrar } from "./registrar.ts";
import { Session, type SessionParts } from "./session.ts";
import type { Transport } from "./transport.ts";

export interface SessionsParts {
  readonly chat: Chat;
  readonly log: LogReader;
  readonly accounts: Pick<Accounts, "roleOf" | "good">;
  readonly authenticator: Authenticator;
  readonly registrar: Registrar;
  /** Ends sessions because of what is written. */
  readonly effects: Effects;
  readonly reading: Reading;
  readonly budgets: SessionBudgets;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Language of sessions that name none. */
  readonly locale: Locale;
}

export interface Arrival {
  readonly introduction: Introduction;
  readonly via: Via;
  /** Address that it came from. */
  readonly address: string;
  readonly transport: Transport;
}

/** The sessions of this server: opens them, knows them, ends them all when it stops. */
export class Sessions {
  /** Decides who is let in, and as whom. */
  readonly authenticator: Authenticator;
  /** Creates accounts. */
  readonly registrar: Registrar;
  /** Ends sessions because of what is written. */
  readonly effects: Effects;
  /** Read marks of the people who are here. */
  readonly reading: Reading;
  readonly #parts: SessionsParts;
  readonly #shared: SessionParts;
  readonly #open = new Map<string, Session>();
  /** Sessions whose `connected` record is on its way to the disk. */
  readonly #opening = new Set<Promise<Session>>();
  /** Evictions that came while sessions were being opened: those are checked once they are open. */
  readonly #evictions: Eviction[] = [];
  #isStopping = false;

  constructor(parts: SessionsParts) {
    this.#parts = parts;
    this.authenticator = parts.authenticator;
    this.registrar = parts.registrar;
    this.effects = parts.effects;
    this.reading = parts.reading;
    const { chat, log, clock, logger, accounts } = parts;
    const onEnd = ({ id, clientId }: Session): void => {
      if (this.#open.delete(id)) this.reading.leave(clientId);
    };
    const reconnectGrace = new ReconnectGrace(() => clock.elapsed());
    this.#shared = { chat, log, clock, logger, accounts, reconnectGrace, onEnd };
  }

  get count(): number {
    return this.#open.size;
  }

  [Symbol.iterator](): Iterator<Session> {
    return this.#open.values();
  }

  /** The language of a client that introduces itself: its own, or else the server's. */
  localeOf({ locale }: Introduction): Locale {
    return locale ?? this.#parts.locale;
  }

  /**
   * Opens a new session, or returns the one that the client lost. Resolves when the `connected` record is
   * durable.
   * @throws {ChatError} `shutting-down` while the server stops
   */
  async open(arrival: Arrival): Promise<Session> {
    if (this.#isStopping) throw new ChatError("shutting-down");
    const opening = this.#enter(arrival);
    this.#opening.add(opening);
    try {
      return await opening;
    } finally {
      this.#opening.delete(opening);
      if (this.#opening.size === 0) this.#evictions.length = 0;
    }
  }

  /** Ends sessions, also those that are being opened at this moment (SES-11). */
  async evict(eviction: Eviction): Promise<void> {
    if (this.#opening.size > 0) this.#evictions.push(eviction);
    const { whose, close, hint } = eviction;
    const ending = [...this.#open.values()].filter(whose).map((session) => session.evict(close, hint));
    await Promise.allSettled(ending);
    // A session that fails to end keeps none of the others from ending.
    await Promise.all(ending);
  }

  async #enter(arrival: Arrival): Promise<Session> {
    const { introduction, via, transport, address } = arrival;
    const { authenticator, budgets } = this.#parts;
    const locale = this.localeOf(introduction);
    const use = { via, client: introduction.client ?? "", address };
    const seenEvictions = this.#evictions.length;
    const entry = await authenticator.admit(introduction, use);
    const earlier = this.#earlier(introduction.session, entry.login.id);
    if (earlier) {
      earlier.moveTo(transport);
      return earlier;
    }
    const record = await this.#connect(entry, arrival);
    const { token, login } = entry;
    const session = new Session(
      {
        id: record.session,
        clientId: record.client_id,
        via,
        locale,
        token,
        loginId: login.id,
        expiresMs: login.expiresMs,
        client: use.client,
        address,
      },
      { transport, budget: budgets.of(record.client_id, address) },
      this.#shared,
    );
    this.#open.set(session.id, session);
    session.logger.info({ via, client: introduction.client }, "connected");
    await this.#refuseEvicted(session, seenEvictions);
    return session;
  }

  /**
   * Ends a session that a kick, a ban, or the end of a login did not find because it was being opened. Once
   * it is among the open ones it is found: so whatever came before is checked now, and nothing falls between.
   * @throws {ChatError} `session-ended`
   */
  async #refuseEvicted(session: Session, seen: number): Promise<void> {
    const eviction = this.#evictions.slice(seen).find(({ whose }) => whose(session));
    if (eviction) await session.evict(eviction.close, eviction.hint);
    if (session.isOver) throw new ChatError("session-ended");
  }

  /**
   * Writes the `connected` record. A client refused here was never here: nothing of the entry stays (SES-12).
   */
  async #connect(entry: Entry, { introduction, via }: Arrival): Promise<RecordOf<"connected">> {
    const wish = introduction.password === undefined ? introduction.name : undefined;
    const name = wish ?? entry.name;
    const { clientId } = entry.login;
    await this.reading.enter(clientId);
    try {
      const [connected] = await this.#parts.chat.execute({
        kind: "connect",
        client_id: clientId,
        ...(name !== undefined && { name }),
        via,
        ...(introduction.client !== undefined && { client: introduction.client }),
        greeting: textsOf(this.localeOf(introduction)).greeting(),
      });
      const record = connected?.record;
      if (!record || !isOf(record, "connected")) throw new Error("a session without its record");
      return record;
    } catch (error) {
      this.reading.leave(clientId);
      await entry.withdraw().catch(() => undefined);
      throw error;
    }
  }

  /** Ends the sessions whose login is no longer valid, whoever ended it (A4, A5). */
  async recheck(): Promise<void> {
    const open = [...this.#open.values()];
    const good = await this.#parts.accounts.good([...new Set(open.map(({ loginId }) => loginId))]);
    // Whatever ended a login here is about to end its sessions too, and knows the reason.
    await setImmediate();
    for (const session of open) {
      if (good.has(session.loginId) && !session.isExpired) continue;
      await session.evict("loginEnded");
    }
  }

  /** The open session that a client comes back to, if its token proves that it is its own. */
  #earlier(id: string | undefined, loginId: number | undefined): Session | undefined {
    const session = id === undefined ? undefined : this.#open.get(id);
    return session && session.loginId === loginId ? session : undefined;
  }

  /**
   * Closes connections that got only a part of what was to come: the clients come back for the rest (LOG-16).
   */
  sendAway(whose: (session: Session) => boolean, error: unknown): void {
    for (const session of this.#open.values()) if (whose(session)) session.sendAway(error);
  }

  /**
   * Sends everybody away to come back, when nothing can be written any longer: they say again what was not
   * acknowledged (LOG-5). The next start writes the ends of their sessions.
   */
  abandon(spreadMs: number): void {
    this.#isStopping = true;
    for (const session of this.#open.values())
      session.abandon(`; retry-after-ms=${Math.round(Math.random() * spreadMs)}`);
  }

  /** Ends every session with code 1012 and a time to come back, spread so that they do not come all at once (SES-7). */
  async stop(spreadMs: number): Promise<void> {
    this.#isStopping = true;
    await Promise.allSettled(this.#opening);
    const leaving = [...this.#open.values()].map((session) =>
      session.evict("restart", `; retry-after-ms=${Math.round(Math.random() * spreadMs)}`),
    );
    await Promise.all([...leaving, this.#parts.chat.writeEnds()]);
    this.authenticator.close();
    await this.registrar.close();
  }
}
