import {
  ChatError,
  cleanLine,
  cleanName,
  closeCodes,
  isOf,
  localeSchema,
  parseLine,
  problemOfName,
  textsOf,
  type AnyRecord,
  type CloseName,
  type Introduction,
  type Limits,
  type Locale,
} from "@beseda/protocol";
import type { EventLog } from "@beseda/log";
import type { Logger } from "../logger.ts";
import type { Session, Transport } from "../session/session.ts";
import type { Sessions } from "../session/sessions.ts";
import { greet } from "./greeting.ts";
import type { LineHub } from "./line-hub.ts";
import type { LinePort } from "./line-port.ts";
import type { TypedLine } from "./line-splitter.ts";
import { Listener } from "./listener.ts";
import { partingLine } from "./parting-line.ts";
import { isPersonal } from "./personal-lines.ts";
import { Reading } from "./reading.ts";
import type { RecordLines } from "./record-lines.ts";
import { Screen } from "./screen.ts";
import { Threshold } from "./threshold.ts";
import { TypedLines } from "./typed-lines.ts";

/** What all conversations share. */
export interface ConversationParts {
  readonly sessions: Sessions;
  readonly log: EventLog;
  readonly hub: LineHub;
  readonly recordLines: RecordLines;
  readonly limits: Limits;
  /** Of callers that name none. */
  readonly locale: Locale;
  /** What somebody's first line is who has not said their name with the connection. */
  readonly firstLine: "message" | "name";
  readonly logger: Logger;
}

/** Who comes. */
export interface Caller {
  readonly port: LinePort;
  readonly via: "text" | "tcp";
  /** Where they come from. */
  readonly address: string;
  /** The wish, as it was typed. */
  readonly name?: string | undefined;
  readonly locale?: string | undefined;
  /** The room that is gone to at once. */
  readonly room?: string | undefined;
}

/** One person who talks in lines, from the greeting to the farewell: the line protocol of both text gateways. */
export class Conversation {
  readonly #parts: ConversationParts;
  readonly #caller: Caller;
  readonly #locale: Locale;
  readonly #typed: TypedLines;
  /** Aborted when nobody reads any more. */
  #gone = new AbortController();
  /** Token of who this person wants to be from now on. */
  #next: string | undefined;
  #session: Session | undefined;
  #isWelcomed = false;
  #mayBeNamed: boolean;
  #room: string | undefined;
  #isAtLogin = false;
  #closedBy: { readonly name: CloseName; readonly code: number } | undefined;

  constructor(parts: ConversationParts, caller: Caller) {
    this.#parts = parts;
    this.#caller = caller;
    this.#locale = localeSchema.safeParse(caller.locale).data ?? parts.locale;
    this.#typed = new TypedLines(caller.port);
    this.#mayBeNamed = parts.firstLine === "name" && caller.name === undefined;
    this.#room = caller.room?.trim() || undefined;
  }

  /** Says the first words at once, before it is known whether there is anybody; the greeting goes on from there. */
  welcome(): void {
    this.#isWelcomed = true;
    void this.#caller.port.present([textsOf(this.#locale).greeting()], this.#gone.signal);
  }

  /** Whether this person has to log in or show an invitation before anything else. */
  get isAtLogin(): boolean {
    return this.#isAtLogin;
  }

  /** Takes a line that was typed, also before the session is open. */
  receive(line: TypedLine): void {
    if ("text" in line && line.text.trim() === "") return;
    this.#typed.push(line);
  }

  /** The person will type no more: what was typed is done, then the session ends as it should. */
  finish(): void {
    this.#typed.finish();
  }

  /** The port is closed, for this reason; what was typed before is done all the same. */
  closed(name: CloseName, code: number = closeCodes[name].code): void {
    this.#closedBy ??= { name, code };
    this.#typed.finish();
    this.#gone.abort();
  }

  /** Ends the conversation for a reason of the server's, with a line that says it. */
  evict(name: CloseName): void {
    const { code, reason } = closeCodes[name];
    this.#transport().close(code, reason[this.#session?.locale ?? this.#locale]);
    this.closed(name);
  }

  /** Opens the session and talks until its end, and again as somebody else after a login; never rejects. */
  async run(): Promise<void> {
    let token: string | undefined;
    do {
      const session = await this.#open(token);
      if (!session) return;
      token = await this.#stay(session);
    } while (token !== undefined);
  }

  /** Talks until the end of a session; the token of who goes on over the same connection, where somebody does. */
  async #stay(session: Session): Promise<string | undefined> {
    this.#session = session;
    this.#next = undefined;
    if (!this.#closedBy) this.#gone = new AbortController();
    session.ended.addEventListener("abort", () => this.#leave(), { once: true });
    try {
      await this.#talk(session);
      await this.#endBecauseClosed(session);
    } catch (error) {
      await this.#fail(session, error);
    }
    return this.#closedBy ? undefined : this.#next;
  }

  async #open(token: string | undefined): Promise<Session | undefined> {
    const { sessions, logger } = this.#parts;
    const { via, name, address, port } = this.#caller;
    const wish =
      token === undefined && name !== undefined && !problemOfName(name) ? cleanName(name) : undefined;
    const common = {
      locale: this.#session?.locale ?? this.#locale,
      ...(wish !== undefined && { name: wish }),
    };
    const { locale } = common;
    const threshold = new Threshold({ port, typed: this.#typed, locale, gone: this.#gone.signal });
    let introduction: Introduction = { ...common, ...(token !== undefined && { token }) };
    for (;;) {
      try {
        const session = await sessions.open({ introduction, via, address, transport: this.#transport() });
        threshold.leave();
        this.#isAtLogin = false;
        return session;
      } catch (error) {
        const refusal = error instanceof ChatError ? error : new ChatError("internal");
        if (refusal !== error) logger.error({ err: error }, "a session could not be opened");
        this.#isAtLogin = true;
        const credentials = await threshold.ask(refusal);
        if (credentials && !this.#gone.signal.aborted) introduction = { ...common, ...credentials };
        else {
          threshold.leave();
          return this.#sendAway(refusal, locale);
        }
      }
    }
  }

  #sendAway(refusal: ChatError, locale: Locale): undefined {
    const { port } = this.#caller;
    const { code, reason } = closeCodes[refusal.code === "banned" ? "banned" : "tryLater"];
    this.#tell(refusal, locale);
    port.close(code, reason[locale]);
  }

  #tell(refusal: ChatError, locale: Locale): void {
    this.#caller.port.write([cleanLine(textsOf(locale).lines.refusal(refusal.in(locale)))]);
  }

  async #talk(session: Session): Promise<void> {
    const { log, limits, hub, recordLines } = this.#parts;
    const { port } = this.#caller;
    const gone = this.#gone.signal;
    const onBecome = (token: string): void => void (this.#next = token);
    const onError = (error: unknown): void => void this.#fail(session, error);
    const screen = new Screen({ port, session, recordLines, gone });
    const isWelcomed = this.#isWelcomed;
    this.#isWelcomed = false;
    const seq = await greet({ session, screen, log, limits, complaints: this.#complaints(), isWelcomed });
    const show = screen.follow.bind(screen);
    const concerns = (record: AnyRecord): boolean => isOwn(session, record) || isPersonal(session, record);
    const reading = new Reading({ log, hub, port, reader: session, gone, concerns, show }, seq);
    void reading.run().catch(onError);
    const listener = new Listener({ session, log, limits, screen, reading, gone, onError, onBecome });
    await this.#goToRoom(listener);
    await this.#listen(listener);
    await listener.settled();
    if (!this.#closedBy && !session.isOver) await listener.quit();
  }

  /** Into the room that was asked for with the connection, as if it had been typed first. */
  async #goToRoom(listener: Listener): Promise<void> {
    const room = this.#room;
    this.#room = undefined;
    if (room !== undefined) await listener.hear({ text: `/join ${room}` });
  }

  /** What was wrong with the introduction: people of lines come in all the same. */
  #complaints(): readonly ChatError[] {
    const { name, locale } = this.#caller;
    const problem = name === undefined ? undefined : problemOfName(name);
    return [
      ...(problem === undefined ? [] : [new ChatError("bad-name", problem)]),
      ...(locale === undefined || localeSchema.safeParse(locale).success
        ? []
        : [new ChatError("bad-introduction", "locale")]),
    ];
  }

  /**
   * No line is taken while the answers to those before it are not read (DEL-5). What was typed before the end is done,
   * but for what would have to wait: nobody leaves thousands of lines behind and is online until the last one is said.
   */
  async #listen(listener: Listener): Promise<void> {
    const { port } = this.#caller;
    const gone = this.#gone.signal;
    for (let line = await this.#typed.next(); line; line = await this.#typed.next()) {
      try {
        await listener.hear(this.#asMeant(line));
      } catch (error) {
        if (gone.aborted) return;
        throw error;
      }
      // What was typed behind a login is for who comes then.
      if (this.#next !== undefined) return;
      await port.drained(gone);
    }
  }

  /** The first line of who has no name may be one (PRG-4). */
  #asMeant(line: TypedLine): TypedLine {
    const isName = this.#mayBeNamed && "text" in line && parseLine(line.text).kind === "text";
    this.#mayBeNamed = false;
    return isName ? { text: `/nick ${line.text}` } : line;
  }

  async #endBecauseClosed(session: Session): Promise<void> {
    if (!this.#closedBy) return;
    const { name, code } = this.#closedBy;
    const { status, reason } = closeCodes[name];
    if (status === "slow" && !session.isOver) session.logger.warn("slow reader");
    await session.end({ code, status, message: reason[session.locale] });
  }

  async #fail(session: Session, error: unknown): Promise<void> {
    if (session.isOver) return;
    if (error instanceof ChatError) this.#tell(error, session.locale);
    else session.logger.error({ err: error }, "a conversation failed");
    await session.evict("internal").catch(() => undefined);
  }

  #leave(): void {
    if (this.#next === undefined) this.#typed.stop();
    this.#gone.abort();
  }

  /** What the session closes by: a line that says why, then the port. */
  #transport(): Transport {
    const { port } = this.#caller;
    return {
      close: (code, reason) => {
        port.write([cleanLine(partingLine(code, reason, this.#session?.locale ?? this.#locale))]);
        port.close(code, reason);
      },
    };
  }
}

/** The acknowledgement of an own message is due also where its room was left meanwhile. */
const isOwn = (session: Session, record: AnyRecord): boolean =>
  isOf(record, "message") && record.session === session.id;
