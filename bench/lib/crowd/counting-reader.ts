import type { Role } from "../dialect.ts";
import { marker } from "../message.ts";
import type { FrameSink } from "../raw/frame-parser.ts";
import type { RawSocket, RawSocketOptions } from "../raw/raw-socket.ts";
import { within } from "../within.ts";

const timeoutMs = 60_000;

export interface Endpoint {
  readonly port: number;
  readonly role: Role;
}

/** A reader that only counts the messages that it gets, and their bytes. */
export class CountingReader implements Pick<FrameSink, "payload" | "end"> {
  readonly #ready = Promise.withResolvers<void>();
  readonly #role: Role;
  #socket: RawSocket | undefined;
  /** The text before the awaited answer; undefined when that has come. */
  #before: string | undefined = "";
  #wanted: { readonly messages: number; readonly reached: PromiseWithResolvers<void> } | undefined;
  #messages = 0;
  #bytes = 0;
  #frames = 0;

  private constructor(role: Role) {
    this.#role = role;
  }

  /** Resolves when the server has answered the opening of the role. */
  static async open(
    { port, role }: Endpoint,
    connect: (options: RawSocketOptions) => Promise<RawSocket>,
  ): Promise<CountingReader> {
    const reader = new CountingReader(role);
    const socket = await connect({ port, path: role.path, sink: reader });
    reader.#socket = socket;
    for (const frame of role.opening) socket.send(frame);
    if (role.ready !== "") {
      const answer = Promise.race([reader.#ready.promise, closedEarly(socket)]);
      await within(timeoutMs, `${role.ready} from the server`, answer);
    }
    reader.#before = undefined;
    return reader;
  }

  get messages(): number {
    return this.#messages;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get frames(): number {
    return this.#frames;
  }

  get socket(): RawSocket {
    if (!this.#socket) throw new Error("a reader without a socket");
    return this.#socket;
  }

  /** Resolves when it has got so many messages in all. */
  heard(messages: number): Promise<void> {
    this.#wanted = { messages, reached: Promise.withResolvers<void>() };
    this.#judge();
    return this.#wanted.reached.promise;
  }

  payload(bytes: Buffer, start: number, end: number): void {
    this.#bytes += end - start;
    let at = bytes.indexOf(marker, start);
    while (at >= 0 && at < end) {
      this.#messages += 1;
      at = bytes.indexOf(marker, at + 1);
    }
    if (this.#wanted) this.#judge();
    if (this.#before !== undefined) this.#await(bytes.toString("latin1", start, end));
  }

  end(): void {
    this.#frames += 1;
  }

  #judge(): void {
    if (this.#wanted && this.#messages >= this.#wanted.messages) this.#wanted.reached.resolve();
  }

  #await(text: string): void {
    this.#before = (this.#before ?? "") + text;
    if (this.#before.includes(this.#role.ready)) this.#ready.resolve();
  }
}

const closedEarly = async (socket: RawSocket): Promise<never> => {
  throw new Error(`the server closed a reader before it was ready, code ${await socket.closed}`);
};
