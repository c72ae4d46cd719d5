import {
  isOf,
  type Acknowledgement,
  type ChatRecord,
  type Introduction,
  type RoomSummary,
  type Send,
  type Signal,
} from "@beseda/protocol";
import type {
  ChatApi,
  Connection,
  ConnectionRequest,
  Procedure,
  ReceivedRecord,
} from "../src/connection/connection.ts";
import { RefusedError } from "../src/refused-error.ts";
import { ModelMarks } from "./model-marks.ts";
import { welcomeOf } from "./records.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** The faults; each is a chance between 0 and 1. */
export interface Faults {
  /** A frame to a client repeats records that were sent before. */
  readonly repeats: number;
  /** A frame to a client is left out, as by a server with a fault of its own. */
  readonly holes: number;
  /** A request is answered with a refusal that passes. */
  readonly refusals: number;
  /** A request is carried out, and its answer never comes. */
  readonly lostAnswers: number;
}

export const noFaults: Faults = { repeats: 0, holes: 0, refusals: 0, lostAnswers: 0 };

export interface ModelServerOptions {
  readonly time: VirtualTime;
  readonly random: () => number;
  readonly rooms?: readonly string[];
  /** Whether it counts what is unread, as servers of before do not. @default false */
  readonly countsUnread?: boolean;
  /** The longest delay on the way to the server, in milliseconds. */
  readonly latencyMs?: number;
}

type Message = Extract<ChatRecord, { type: "message" }>;

/**
 * A server as the rules ask for, in memory and in virtual time: one order, ids that are remembered, resume from any
 * place. It and the network in front of it fail as a test wishes.
 */
export class ModelServer {
  readonly records: ReceivedRecord[] = [];
  /** The introductions of clients, in the order of their connections. */
  readonly introductions: Introduction[] = [];
  readonly #options: Required<ModelServerOptions>;
  readonly #connections = new Set<ModelConnection>();
  readonly #tokens = new Map<string, string>();
  readonly #answers = new Map<string, Acknowledgement>();
  /** The signals of clients, in order, with their sender and time. */
  readonly said: { readonly at: number; readonly client_id: string; readonly signal: unknown }[] = [];
  /** The procedures that were called by name, and their answers. */
  readonly asked: Procedure[] = [];
  readonly answersTo = new Map<string, unknown>();
  readonly marks = new ModelMarks(() => this.records);
  faults: Faults = noFaults;
  log = "log-1";
  #forgotten = 0;
  /** People who do not see what they are mentioned in. */
  outsiders: readonly string[] = [];
  /** Whether nobody can reach it. */
  isAway = false;

  constructor(options: ModelServerOptions) {
    this.#options = { rooms: ["lobby"], countsUnread: false, latencyMs: 20, ...options };
  }

  get time(): VirtualTime {
    return this.#options.time;
  }

  get online(): number {
    return this.#connections.size;
  }

  /** The messages of a room, in the order of the log. */
  messagesIn(room: string): readonly Message[] {
    return this.records.flatMap(({ record }) =>
      isOf(record, "message") && record.room === room ? record : [],
    );
  }

  readonly connect = (request: ConnectionRequest): Connection => {
    const connection = new ModelConnection(this, request);
    this.#connections.add(connection);
    this.later(() => {
      connection.begin();
    });
    return connection;
  };

  /** Forgets the token of a client: it comes back as another one. */
  forget(): void {
    this.#forgotten += 1;
    this.#tokens.clear();
  }

  /** Ends connections as a network does: both sides learn of it, and what was under way is lost. */
  cut(which: (index: number) => boolean = () => true, code = 1006): void {
    for (const [index, connection] of [...this.#connections].entries()) {
      if (which(index)) connection.lose(code);
    }
  }

  leave(connection: ModelConnection): void {
    this.#connections.delete(connection);
  }

  /** Calls back after the time that the way to the server takes. */
  later(callback: () => void): void {
    this.time.after(this.chance() * this.#options.latencyMs, callback);
  }

  chance(): number {
    return this.#options.random();
  }

  happens(fault: keyof Faults): boolean {
    return this.chance() < this.faults[fault];
  }

  clientOf(token: string | undefined): { readonly client_id: string; readonly token: string } {
    const known = token === undefined ? undefined : this.#tokens.get(token);
    if (known !== undefined && token !== undefined) return { client_id: known, token };
    const number = new Set(this.#tokens.values()).size + 1 + this.records.length * 1000;
    const after = this.#forgotten === 0 ? "" : `-${this.#forgotten}`;
    const fresh = { client_id: `Client_${number}`, token: `token-${number}${after}` };
    this.#tokens.set(fresh.token, fresh.client_id);
    return fresh;
  }

  summaries(clientId: string): readonly RoomSummary[] {
    return this.#options.rooms.map((room) => this.#summaryOf(room, clientId));
  }

  #summaryOf(room: string, clientId: string): RoomSummary {
    const { seq, version, unread, mentions, last } = this.marks.of(clientId, room);
    const summary = { room, topic: "", members: this.#connections.size, last };
    return this.#options.countsUnread ? { ...summary, read: { seq, version }, unread, mentions } : summary;
  }

  /** UNR-1, UNR-4: sets a mark, and tells all devices of the client. */
  setMark(clientId: string, input: unknown): unknown {
    const { isChanged, room } = this.marks.set(clientId, input);
    if (isChanged) this.tellUnread(room, (other) => other === clientId);
    return this.marks.of(clientId, room);
  }

  /** UNR-4: tells clients what is unread. */
  tellUnread(room: string, whose: (clientId: string) => boolean = () => true): void {
    for (const connection of this.#connections) {
      const { clientId: client_id } = connection;
      if (whose(client_id))
        connection.signal([{ kind: "read", client_id, room, ...this.marks.of(client_id, room) }]);
    }
  }

  /** DEL-1: the same id from the same client, any number of times, is one record. */
  say(client_id: string, message: Send): Acknowledgement {
    const key = `${client_id} ${message.id}`;
    const known = this.#answers.get(key);
    if (known) return { ...known, duplicate: true };
    const seq = this.records.length + 1;
    const prev = this.records.findLast(({ room }) => room === message.room)?.seq ?? 0;
    const time = new Date(this.time.now()).toISOString();
    const { id, room, text } = message;
    const common = { seq, prev, time, client_id, name: client_id, room, id };
    const record: Message = { type: "message", ...common, sender: "client", message: text };
    this.records.push({ seq, room, prev, record });
    const names = this.outsiders.filter((name) => text.includes(`@${name}`));
    const answer = { seq, time, duplicate: false, ...(names.length > 0 && { cannot_see: names }) };
    this.#answers.set(key, answer);
    for (const connection of this.#connections) connection.deliver();
    return answer;
  }

  /** Sends a signal to everybody who is connected, if it is not lost. */
  signal(...signals: readonly Signal[]): void {
    for (const connection of this.#connections) connection.signal(signals);
  }

  /** Puts a record into the log as it stands. */
  record(make: (place: { seq: number; prev: number; time: string }) => ChatRecord & { room: string }): void {
    const seq = this.records.length + 1;
    const { room } = make({ seq, prev: 0, time: "" });
    const prev = this.records.findLast((known) => known.room === room)?.seq ?? 0;
    const record = make({ seq, prev, time: new Date(this.time.now()).toISOString() });
    this.records.push({ seq, room, prev, record });
    for (const connection of this.#connections) connection.deliver();
  }

  /** SES-3: returns the newest records of each room, in one order. */
  recent(count: number): readonly ReceivedRecord[] {
    const rooms = Map.groupBy(this.records, ({ room }) => room);
    return [...rooms.values()]
      .flatMap((records) => records.slice(-count))
      .sort((one, other) => one.seq - other.seq);
  }
}

class ModelConnection implements Connection {
  readonly api: ChatApi;
  readonly #server: ModelServer;
  readonly #request: ConnectionRequest;
  readonly #asked = new Set<(error: RefusedError) => void>();
  #clientId = "";
  #alive = true;
  /** The number of records put into the network so far, and the time at which the last frame arrives. */
  #position = 0;
  #arrivesAt = 0;

  constructor(server: ModelServer, request: ConnectionRequest) {
    this.#server = server;
    this.#request = request;
    this.api = {
      send: (message) => this.#ask(() => server.say(this.#clientId, message)),
      history: ({ room, before = Number.MAX_SAFE_INTEGER, limit }) =>
        this.#ask(() => ({
          records: server.records
            .filter((record) => record.room === room && record.seq < before)
            .slice(-limit),
        })),
      rooms: () => this.#ask(() => server.summaries(this.#clientId)),
      join: (room) => this.#ask(() => ({ room, topic: "", members: 1, last: 0 })),
      leave: () => this.#ask(() => undefined),
      rename: (name) => this.#ask(() => name),
      members: () => this.#ask(() => [{ client_id: this.#clientId, name: this.#clientId }]),
      typing: (signal) => this.#say(signal),
      presence: (presence) => this.#say(presence),
      ask: (procedure) =>
        this.#ask(() => {
          server.asked.push(procedure);
          if (procedure.path === "read.set") return server.setMark(this.#clientId, procedure.input);
          const answer = server.answersTo.get(procedure.path);
          if (answer instanceof RefusedError) throw answer;
          return answer;
        }),
      account: {
        register: () => this.#ask(() => undefined),
        login: ({ name }) =>
          this.#ask(() => ({ token: `token of ${name}`, name, client_id: `id of ${name}` })),
        logout: () => this.#ask(() => undefined),
        changePassword: () => this.#ask(() => undefined),
        redeem: () => this.#ask(() => undefined),
      },
      quit: async (farewell = "До свидания!") => {
        const said = await this.#ask(() => farewell);
        server.time.after(0, () => {
          this.lose(1000);
        });
        return said;
      },
    };
  }

  get clientId(): string {
    return this.#clientId;
  }

  begin(): void {
    if (this.#server.isAway) this.lose(1006);
    if (!this.#alive) return;
    const { log, records } = this.#server;
    const introduction = this.#request.introduction();
    this.#server.introductions.push(introduction);
    const { token, client_id } = this.#server.clientOf(introduction.token);
    this.#clientId = client_id;
    const { after } = this.#request;
    const resumed = after?.log === log && after.seq <= records.length;
    this.#server.marks.enter(client_id);
    const rooms = [...this.#server.summaries(client_id)];
    const seq = resumed ? after.seq : records.length;
    const welcome = welcomeOf({ client_id, name: client_id, token, log, seq, rooms, resumed });
    this.#put(() => {
      this.#request.onWelcome(welcome);
    });
    const recent = resumed ? [] : this.#server.recent(50);
    this.#position = seq;
    if (recent.length > 0) {
      this.#put(() => {
        this.#request.onRecords(recent);
      });
    }
    this.deliver();
  }

  /** Sends the records that the client has not been sent yet. */
  deliver(): void {
    const { records } = this.#server;
    if (!this.#alive || this.#clientId === "" || this.#position >= records.length) return;
    const from = this.#server.happens("repeats") ? Math.max(0, this.#position - 5) : this.#position;
    const run = records.slice(from);
    this.#position = records.length;
    // A gap in the middle of what a client gets: only a later record of the room reveals it.
    if (this.#server.happens("holes")) return;
    this.#put(() => {
      this.#request.onRecords(run);
    });
  }

  signal(signals: readonly Signal[]): void {
    if (!this.#alive || this.#clientId === "") return;
    this.#put(() => {
      this.#request.onSignals(signals);
    });
  }

  lose(code: number): void {
    if (!this.#alive) return;
    this.#release();
    this.#request.onEnd({ code, reason: code === 1000 ? "До свидания!" : "" });
  }

  close(): void {
    if (this.#alive) this.#release();
  }

  #release(): void {
    this.#alive = false;
    this.#server.leave(this);
    for (const reject of this.#asked) reject(new RefusedError("offline", "lost"));
  }

  /** Puts a frame on its way to the client: frames keep their order. */
  #put(arrive: () => void): void {
    const { time } = this.#server;
    this.#arrivesAt = Math.max(this.#arrivesAt, time.now() + this.#server.chance() * 20);
    time.after(this.#arrivesAt - time.now(), () => {
      if (this.#alive) arrive();
    });
  }

  #say(signal: unknown): Promise<void> {
    return this.#ask(() => {
      const { said, time } = this.#server;
      said.push({ at: time.now(), client_id: this.#clientId, signal });
    });
  }

  /** Goes there and back; a request whose connection is lost under way may have been carried out, or not. */
  #ask<Answer>(carryOut: () => Answer): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    if (!this.#alive) reject(new RefusedError("offline", "not connected"));
    this.#asked.add(reject);
    this.#server.later(() => {
      if (!this.#alive && this.#server.chance() < 0.5) return;
      if (this.#server.happens("refusals")) {
        this.#put(() => {
          reject(new RefusedError("log-full", "full", { retryAfterMs: this.#server.chance() * 500 }));
        });
        return;
      }
      const answer = answerOf(carryOut);
      if (answer instanceof RefusedError) {
        this.#put(() => {
          reject(answer);
        });
        return;
      }
      if (this.#server.happens("lostAnswers")) {
        this.#server.time.after(15_000, () => {
          reject(new RefusedError("timeout", "no answer"));
        });
        return;
      }
      this.#put(() => {
        resolve(answer);
      });
    });
    return promise.finally(() => {
      this.#asked.delete(reject);
    });
  }
}

const answerOf = <Answer>(carryOut: () => Answer): Answer | RefusedError => {
  try {
    return carryOut();
  } catch (error) {
    if (error instanceof RefusedError) return error;
    throw error;
  }
};
