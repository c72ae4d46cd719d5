import type { Introduction, Welcome } from "@beseda/protocol";
import { WebSocket } from "ws";
import { appRouter } from "../src/commands/router.ts";
import type { TemporaryServer } from "./running-server.ts";
import { until } from "./until.ts";

/** A refusal by the server. */
export interface Refusal {
  readonly message: string;
  readonly data: { readonly beseda: { readonly code: string; readonly retryAfterMs?: number } };
}

interface Answer {
  readonly id: number;
  readonly error?: Refusal;
  readonly result?: { readonly type?: string; readonly data?: unknown };
}

export interface SeenRecord {
  readonly seq: number;
  readonly type: string;
  readonly room?: string;
  readonly message: string;
  readonly client_id: string;
}

/** All procedures, by path. */
export const procedures = appRouter._def.procedures as unknown as Readonly<
  Record<
    string,
    {
      readonly _def: {
        readonly type: "query" | "mutation" | "subscription";
        /** The schemas of the procedure's input. */
        readonly inputs: readonly unknown[];
      };
    }
  >
>;

/** A tRPC client, as close to the wire as a test about wire traffic has to be. */
export class Person implements AsyncDisposable {
  readonly records: SeenRecord[] = [];
  readonly refusals: Refusal[] = [];
  /** All frames that came, as text. */
  readonly frames: string[] = [];
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  welcome!: Welcome;
  #isClosed = false;
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  readonly #opened = Promise.withResolvers<void>();
  #requests = 0;

  constructor({ port }: TemporaryServer, introduction: Introduction, headers: Record<string, string> = {}) {
    this.#socket = new WebSocket(`ws://127.0.0.1:${port}/trpc?connectionParams=1`, { headers });
    this.#socket.once("open", () => {
      this.#send({ method: "connectionParams", data: introduction });
      this.#opened.resolve();
    });
    this.#socket.on("error", () => undefined);
    this.#socket.on("message", (data: Buffer) => this.#hear(data.toString()));
    const { promise, resolve } = Promise.withResolvers<{ code: number; reason: string }>();
    this.closed = promise;
    this.#socket.once("close", (code, reason) => {
      this.#isClosed = true;
      resolve({ code, reason: reason.toString() });
      for (const waiting of this.#waiting.values()) waiting.reject(new Error(`closed: ${code}`));
    });
  }

  /** Connects and follows; resolves when greeted. */
  static async come(
    server: TemporaryServer,
    introduction: Introduction = {},
    after?: object,
  ): Promise<Person> {
    const person = new Person(server, introduction);
    await person.opened();
    void person.ask("events.follow", after ?? {}).catch(() => undefined);
    await until(
      () => "the greeting",
      () => person.welcome,
    );
    return person;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** The number of the newest request. */
  get asked(): number {
    return this.#requests;
  }

  get id(): string {
    return this.welcome.client_id;
  }

  opened(): Promise<void> {
    return this.#opened.promise;
  }

  ask(path: string, input?: unknown): Promise<unknown> {
    this.#requests += 1;
    const id = this.#requests;
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(id, waiting);
    const method = procedures[path]?._def.type;
    this.#send({ id, method, params: { path, input } });
    return waiting.promise;
  }

  say(text: string, room = "lobby"): Promise<unknown> {
    return this.ask("message.send", { id: crypto.randomUUID(), room, text });
  }

  async hears(text: string): Promise<SeenRecord> {
    return until(
      () => text,
      () => this.records.find(({ message }) => message === text),
    );
  }

  /** Stops reading; `goOn` resumes. */
  stall(): void {
    this.#socket.pause();
  }

  goOn(): void {
    this.#socket.resume();
  }

  /** Disappears without closing. */
  vanish(): void {
    this.#socket.terminate();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.vanish();
    await this.closed;
  }

  #send(message: object): void {
    this.#socket.send(JSON.stringify(message));
  }

  #hear(text: string): void {
    this.frames.push(text);
    if (text === "PING" || text === "PONG") return;
    const { id, error, result } = JSON.parse(text) as Answer;
    const waiting = this.#waiting.get(id);
    if (error) {
      this.refusals.push(error);
      waiting?.reject(Object.assign(new Error(error.message), error));
      return;
    }
    const item = result?.data as { data?: { welcome?: Welcome; events?: SeenRecord[] } } | undefined;
    if (result?.type === "data" && item?.data?.welcome) this.welcome = item.data.welcome;
    else if (result?.type === "data" && item?.data?.events) this.records.push(...item.data.events);
    if (result?.type !== "started") waiting?.resolve(result?.data);
  }
}

/** Registers a connected person, and makes them the owner of the server. */
export const makeOwner = async (server: TemporaryServer, person: Person): Promise<void> => {
  await person.ask("account.register", { password: "владелица всего" });
  await person.ask("account.redeem", { invitation: server.running.ownerInvitation });
};
