import {
  ChatError,
  closeCodes,
  lobby,
  parseLine,
  textsOf,
  type CloseName,
  type Locale,
} from "@beseda/protocol";
import type { Session } from "../../session/session.ts";
import type { Transport } from "../../session/transport.ts";
import { linesOfFrame } from "./frame-lines.ts";
import { greet } from "./greeting.ts";
import type { LineClient, LineSessionParts } from "./line-session-parts.ts";
import { Entering } from "./entering.ts";
import { LineReading } from "./line-reading.ts";
import type { TypedLine } from "./line-splitter.ts";
import { Introducing } from "./introducing.ts";
import { JsonListener } from "./json-listener.ts";
import { refusedBy } from "./line-format.ts";
import { Listener } from "./listener.ts";
import { PeerFormat, type HeardLine } from "./peer-format.ts";
import { Screen } from "./screen.ts";
import { showRecords } from "./show-records.ts";
import { TypedLines } from "./typed-lines.ts";

/** One person who talks in lines, from the greeting to the farewell: the line protocol of both text gateways. */
export class LineSession {
  readonly #parts: LineSessionParts;
  readonly #client: LineClient;
  readonly #introducing: Introducing;
  readonly #typed: TypedLines;
  readonly #peer: PeerFormat;
  readonly #entering: Entering;
  /** Aborted when nobody reads any more. */
  #gone = new AbortController();
  /** Token of who this person wants to be from now on. */
  #next: string | undefined;
  #session: Session | undefined;
  #isWelcomed = false;
  #mayBeNamed: boolean;
  #room: string | undefined;
  #closedBy: { readonly name: CloseName; readonly code: number } | undefined;

  constructor(parts: LineSessionParts, client: LineClient) {
    this.#parts = parts;
    this.#client = client;
    this.#introducing = new Introducing({
      name: client.name,
      locale: client.locale,
      serverLocale: parts.locale,
    });
    this.#typed = new TypedLines(client.port);
    this.#peer = new PeerFormat(parts.formats, client.format);
    this.#mayBeNamed = parts.firstLine === "name" && client.name === undefined;
    this.#room = client.room?.trim() || undefined;
    this.#entering = new Entering({
      services: parts.services,
      logger: parts.logger,
      client,
      introducing: this.#introducing,
      typed: this.#typed,
      peer: this.#peer,
      transport: this.#transport(),
      locale: () => this.#spoken,
      gone: () => this.#gone.signal,
    });
  }

  /** Says the first words at once, before it is known whether there is anybody; the greeting goes on from there. */
  welcome(): void {
    this.#isWelcomed = true;
    void this.#client.port.present([textsOf(this.#introducing.locale).greeting()], this.#gone.signal);
  }

  /** Whether this person has to log in or show an invitation before anything else. */
  get isAtLogin(): boolean {
    return this.#entering.isAtLogin;
  }

  /** Takes a line that was typed, also before the session is open. */
  receive(line: TypedLine): void {
    if ("text" in line && line.text.trim() === "") return;
    for (const heard of this.#peer.understand(line)) this.#typed.push(this.#introducing.take(heard));
  }

  /** The lines of a frame, to be received one by one. */
  linesOf(frame: Uint8Array): Iterable<TypedLine> {
    return linesOfFrame(frame, (text) => this.#peer.takesWhole(text));
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
    this.#transport().close(code, reason[this.#spoken]);
    this.closed(name);
  }

  /** Opens the session and talks until its end, and again as somebody else after a login; never rejects. */
  async run(): Promise<void> {
    let token: string | undefined;
    do {
      const session = await this.#entering.open(token);
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

  async #talk(session: Session): Promise<void> {
    const { services, hub, rounds } = this.#parts;
    const { log, limits } = services;
    const context = { session, services, connection: undefined };
    const { port } = this.#client;
    const peer = this.#peer;
    const gone = this.#gone.signal;
    const onBecome = (token: string): void => void (this.#next = token);
    const onError = (error: unknown): void => void this.#fail(session, error);
    const reading = new LineReading({ context, port, isProgram: () => peer.isJson });
    const screen = new Screen({ port, session, reading, format: () => peer.format, gone });
    const complaints = this.#introducing.complaints();
    const isWelcomed = this.#isWelcomed;
    this.#isWelcomed = false;
    const isGreetedInJson = peer.isJson;
    const after = await greet({ context, screen, complaints, isWelcomed, format: peer.format });
    const source = { log, hub, onError };
    const subscriber = showRecords({ source, session, port, screen, rounds, gone, after });
    const listener = new Listener({ context, screen, subscriber, gone, onError, onBecome });
    const welcome = (): Promise<void> =>
      screen.show(
        isGreetedInJson
          ? []
          : peer.format.greeting({ session, limits, isWelcomed, room: lobby, seq: log.last.seq, records: 0 }),
      );
    const json = new JsonListener({ listener, introduced: this.#introducing.name, welcome });
    await this.#goToRoom(listener);
    await this.#listen(listener, json);
    await listener.settled();
    reading.beat();
    if (!this.#closedBy && !session.isOver) await listener.quit();
  }

  /** Into the room that was asked for with the connection, as if it had been typed first. */
  async #goToRoom(listener: Listener): Promise<void> {
    const room = this.#room;
    this.#room = undefined;
    if (room !== undefined) await listener.hear({ text: `/join ${room}` });
  }

  /**
   * No line is taken while the answers to those before it are not read (DEL-5). What was typed before the end is done,
   * but for what would have to wait: nobody leaves thousands of lines behind and is online until the last one is said.
   */
  async #listen(listener: Listener, json: JsonListener): Promise<void> {
    const { port } = this.#client;
    const gone = this.#gone.signal;
    for (let line = await this.#typed.next(); line; line = await this.#typed.next()) {
      try {
        const heard = this.#asMeant(line);
        if ("said" in heard) await json.hear(heard.said);
        else if ("notJson" in heard) await json.refuse(heard);
        else await listener.hear(heard);
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
  #asMeant(line: HeardLine): HeardLine {
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
    const { locale } = session;
    if (error instanceof ChatError)
      this.#client.port.write(this.#peer.format.refusal(refusedBy(error, locale), locale));
    else session.logger.error({ err: error }, "a line session failed");
    await session.evict("internal").catch(() => undefined);
  }

  #leave(): void {
    if (this.#next === undefined) this.#typed.stop();
    this.#gone.abort();
  }

  /** What the session closes by: a line that says why, then the port. */
  #transport(): Transport {
    const { port } = this.#client;
    return {
      close: (code, reason) => {
        port.write(this.#peer.format.parting({ code, reason, locale: this.#spoken }));
        port.close(code, reason);
      },
    };
  }

  /** The language of this moment. */
  get #spoken(): Locale {
    return this.#session?.locale ?? this.#introducing.locale;
  }
}
