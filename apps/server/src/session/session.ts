import {
  ChatError,
  closeCodes,
  directRoomOf,
  isDirectRoom,
  textsOf,
  type Acknowledgement,
  type CloseName,
  type Locale,
  type RoomListing,
  type RoomSummary,
  type Send,
  type SessionStatus,
  type Via,
} from "@beseda/protocol";
import type { EventLog, LogEntry, ReadHistory } from "@beseda/log";
import type { Chat } from "../chat/chat.ts";
import { memberRoom, onlineClient } from "../chat/standing.ts";
import type { Actor } from "../chat/command.ts";
import type { Room } from "../chat/state.ts";
import type { Clock } from "../clock.ts";
import type { Logger } from "../logger.ts";

/** How a session came to its end. */
export interface Ending {
  readonly code: number;
  readonly status: SessionStatus;
  /** What the client was told, in the session's language. */
  readonly message: string;
}

/** What a session needs of the socket below it. */
export interface Transport {
  /** Closes with a code and a reason; harmless on a closed one. */
  close(code: number, reason: string): void;
}

export interface SessionParts {
  readonly chat: Chat;
  readonly log: EventLog;
  readonly clock: Clock;
  readonly transport: Transport;
  readonly logger: Logger;
}

/** What the `connected` record says of a session, and what only the client gets to know. */
export interface SessionFacts {
  readonly id: string;
  readonly clientId: string;
  readonly via: Via;
  readonly locale: Locale;
  readonly token: string;
}

/** One stay of one client, from `connected` to `disconnected`, whatever it is connected by. */
export class Session {
  readonly id: string;
  readonly clientId: string;
  readonly via: Via;
  readonly token: string;
  /** Bound to this session; what is said and tokens MUST NOT go there. */
  readonly logger: Logger;
  #locale: Locale;
  #transport: Transport;
  readonly #chat: Chat;
  readonly #log: EventLog;
  readonly #clock: Clock;
  readonly #since: number;
  readonly #ended = new AbortController();
  #ending: Promise<void> | undefined;
  #grace: NodeJS.Timeout | undefined;
  #lostAt: number | undefined;

  constructor(facts: SessionFacts, { chat, log, clock, transport, logger }: SessionParts) {
    this.id = facts.id;
    this.clientId = facts.clientId;
    this.via = facts.via;
    this.#locale = facts.locale;
    this.token = facts.token;
    this.logger = logger.child({ session: facts.id, client_id: facts.clientId });
    this.#transport = transport;
    this.#chat = chat;
    this.#log = log;
    this.#clock = clock;
    this.#since = clock.elapsed();
  }

  /** The language that the server speaks to this client. */
  get locale(): Locale {
    return this.#locale;
  }

  /** Goes on in another language. */
  speak(locale: Locale): void {
    this.#locale = locale;
  }

  /** Aborted when the session has come to its end. */
  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  /** The connection of this session; an earlier one may have been lost. */
  get transport(): Transport {
    return this.#transport;
  }

  /** Goes on over a new connection; the one before, if it still stands, is told that it was replaced. */
  moveTo(transport: Transport): void {
    const earlier = this.#transport;
    this.#transport = transport;
    clearTimeout(this.#grace);
    this.#lostAt = undefined;
    const { code, reason } = closeCodes.replaced;
    earlier.close(code, reason[this.locale]);
  }

  /**
   * The connection was lost without a word. The session waits for its client to come back, and ends as it would have
   * ended at once when it does not: nobody is told of a train in a tunnel.
   */
  lose(ending: Ending, graceMs: number, onError: (error: unknown) => void): void {
    this.#lostAt ??= this.#clock.elapsed();
    clearTimeout(this.#grace);
    this.#grace = setTimeout(() => this.end(ending).catch(onError), graceMs);
  }

  /** The server's time, milliseconds since 1970. */
  now(): number {
    return this.#clock.now();
  }

  get name(): string {
    return this.nameOf(this.clientId);
  }

  /** The name of a client while it is online, else its id. */
  nameOf(clientId: string): string {
    return this.#chat.state.online.get(clientId)?.name ?? clientId;
  }

  /** Names of the rooms that this client is a member of. */
  rooms(): readonly string[] {
    const { rooms } = this.#chat.state;
    return [...rooms.keys()].filter((name) => rooms.get(name)?.members.has(this.clientId));
  }

  /** `seq` from which a room is this client's to follow; undefined where it is no member. */
  memberSince(room: string): number | undefined {
    return this.#chat.state.rooms.get(room)?.members.get(this.clientId);
  }

  say({ id, room, text, reply_to, action }: Send): Promise<Acknowledgement> {
    return this.#chat.say({
      kind: "say",
      actor: this.#actor,
      id,
      room,
      text,
      ...(reply_to !== undefined && { reply_to }),
      ...(action && { action }),
    });
  }

  async rename(name: string): Promise<void> {
    await this.#chat.execute({ kind: "rename", actor: this.#actor, name });
  }

  async join(room: string): Promise<RoomSummary> {
    await this.#chat.execute({ kind: "join", actor: this.#actor, room });
    return this.summary(room);
  }

  async leave(room: string): Promise<void> {
    await this.#chat.execute({ kind: "leave", actor: this.#actor, room });
  }

  /** Sets the topic of a room; an empty one takes it away. */
  async setTopic(room: string, topic: string): Promise<RoomSummary> {
    await this.#chat.execute({ kind: "topic", actor: this.#actor, room, topic });
    return this.summary(room);
  }

  /** The private room with a person who is online, by name or `client_id`; opens it where there is none yet. */
  async direct(name: string): Promise<RoomSummary> {
    const actor = this.#actor;
    await this.#chat.execute({ kind: "direct", actor, name });
    const other = onlineClient(this.#chat.state, name);
    if (other === undefined) throw new ChatError("nobody", name);
    return this.summary(directRoomOf(actor.client_id, other));
  }

  /** Every room that can be joined by its name. */
  directory(): readonly RoomListing[] {
    return [...this.#chat.state.rooms]
      .filter(([name]) => !isDirectRoom(name))
      .map(([name, room]) => ({
        room: name,
        topic: room.topic,
        members: this.#online(room).length,
        member: room.members.has(this.clientId),
      }));
  }

  /**
   * Records of a room before a place, oldest first.
   * @throws {ChatError} where the room is not for this client
   */
  history(query: ReadHistory): Promise<readonly LogEntry[]> {
    memberRoom(this.#chat.state, this.#actor, query.room);
    return this.#log.history(query);
  }

  /** @throws {ChatError} where the room is not for this client */
  summary(name: string): RoomSummary {
    const room = memberRoom(this.#chat.state, this.#actor, name);
    return {
      room: name,
      topic: room.topic,
      members: this.members(name).length,
      last: this.#log.lastOf(name),
    };
  }

  /** Members of a room that are online. */
  members(name: string): readonly { client_id: string; name: string }[] {
    return this.#online(memberRoom(this.#chat.state, this.#actor, name));
  }

  #online({ members }: Room): readonly { client_id: string; name: string }[] {
    const { online } = this.#chat.state;
    return [...members.keys()].flatMap((client_id) => {
      const client = online.get(client_id);
      return client ? [{ client_id, name: client.name }] : [];
    });
  }

  /** Ends with the farewell, code 1000; resolves with it when the log has the `disconnected` record. */
  async quit(farewell = textsOf(this.locale).farewell()): Promise<string> {
    await this.end({ code: closeCodes.normal.code, status: "normal", message: farewell });
    return farewell;
  }

  /** Ends for a reason of the server's and closes the socket with its code. */
  async evict(name: CloseName, hint = ""): Promise<void> {
    const { code, status, reason } = closeCodes[name];
    const ended = this.end({ code, status, message: reason[this.locale] });
    this.transport.close(code, reason[this.locale] + hint);
    await ended;
  }

  /** Writes the one `disconnected` record of this session, whoever notices its end first (SES-5). */
  end(ending: Ending): Promise<void> {
    this.#ending ??= this.#end(ending);
    return this.#ending;
  }

  async #end(ending: Ending): Promise<void> {
    this.#ended.abort();
    clearTimeout(this.#grace);
    const duration_ms = Math.round((this.#lostAt ?? this.#clock.elapsed()) - this.#since);
    await this.#chat.execute({ kind: "disconnect", actor: this.#actor, ...ending, duration_ms });
    this.logger.info({ status: ending.status, code: ending.code, duration_ms }, "disconnected");
  }

  get #actor(): Actor {
    return { client_id: this.clientId, session: this.id };
  }
}
