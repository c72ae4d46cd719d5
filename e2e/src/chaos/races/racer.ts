import { until } from "../../harness/until.ts";

/** A record as a client is sent it. */
export interface ToldRecord {
  readonly seq: number;
  readonly prev?: number;
  readonly room?: string;
  readonly type: string;
  readonly client_id: string;
}

interface Welcome {
  readonly client_id: string;
  readonly name: string;
  readonly session: string;
  readonly token: string;
}

interface Answer {
  readonly id?: number;
  readonly error?: { readonly data?: { readonly beseda?: { readonly code?: string } } };
  readonly result?: { readonly type?: string; readonly data?: unknown };
}

/** One connection in raw frames: nothing that waits, retries or hides what happened comes between. */
export class Racer {
  readonly told: ToldRecord[] = [];
  /** Acknowledged messages, text by `seq`. */
  readonly acknowledged = new Map<number, string>();
  welcome: Welcome | undefined;
  closeCode: number | undefined;
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #asked = 0;

  constructor(url: string, introduction: Readonly<Record<string, string>>) {
    this.#socket = new WebSocket(`${url.replace(/^http/u, "ws")}/trpc?connectionParams=1`);
    this.#socket.addEventListener("open", () => {
      this.#send({ method: "connectionParams", data: introduction });
      void this.#ask("subscription", "events.follow", {}).catch(() => undefined);
    });
    this.#socket.addEventListener("message", ({ data }) => this.#hear(String(data)));
    this.#socket.addEventListener("close", ({ code }) => {
      this.closeCode = code;
      for (const waiting of this.#waiting.values()) waiting.reject(new Error("closed"));
    });
  }

  get isClosed(): boolean {
    return this.closeCode !== undefined;
  }

  /** @throws {Error} if it was not let in */
  get me(): Welcome {
    if (!this.welcome) throw new Error(`not let in: ${this.closeCode}`);
    return this.welcome;
  }

  /** Resolves when it was let in, or not. */
  async arrived(): Promise<boolean> {
    await until("an arrival", () => this.welcome !== undefined || this.isClosed);
    return this.welcome !== undefined;
  }

  /** Resolves with `ok`, the code of the refusal, or `closed`. */
  async outcome(path: string, input?: unknown): Promise<string> {
    try {
      await this.ask(path, input);
      return "ok";
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** @throws {Error} with the code of the refusal, or `closed` */
  ask(path: string, input?: unknown): Promise<unknown> {
    return this.#ask("mutation", path, input);
  }

  /** Says something and writes down that it was acknowledged; resolves as `outcome` does. */
  async say(text: string, room = "lobby"): Promise<string> {
    try {
      const answer = await this.ask("message.send", { id: crypto.randomUUID(), room, text });
      this.acknowledged.set((answer as { seq: number }).seq, text);
      return "ok";
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  leave(): void {
    this.#socket.close(1000);
  }

  #ask(method: string, path: string, input: unknown): Promise<unknown> {
    if (this.isClosed) return Promise.reject(new Error("closed"));
    this.#asked += 1;
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(this.#asked, waiting);
    this.#send({ id: this.#asked, method, params: { path, input } });
    return waiting.promise;
  }

  #send(message: object): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  #hear(text: string): void {
    if (!text.startsWith("{")) return;
    const { id = 0, error, result } = JSON.parse(text) as Answer;
    const waiting = this.#waiting.get(id);
    if (error) waiting?.reject(new Error(error.data?.beseda?.code ?? "error"));
    else if (result?.type === "data" && id === 1) this.#follow(result.data);
    else if (result?.type !== "started") waiting?.resolve(result?.data);
  }

  #follow(item: unknown): void {
    const { data } = item as { data: { welcome?: Welcome; events?: readonly ToldRecord[] } };
    this.welcome ??= data.welcome;
    this.told.push(...(data.events ?? []));
  }
}
