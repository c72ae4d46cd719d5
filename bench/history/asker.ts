import { RawSocket } from "../lib/raw/raw-socket.ts";

/** An answer as it came: whoever wants to look into it parses it, after the clock has stopped. */
export interface Answered {
  readonly ms: number;
  readonly bytes: number;
  /** @throws {Error} it was a refusal */
  readonly data: () => unknown;
}

interface InFlight {
  readonly began: number;
  readonly resolve: (answer: Answered) => void;
}

interface Frame {
  readonly result?: { readonly data?: unknown };
  readonly error?: { readonly message: string };
}

/** One connection with one request in flight, in raw frames of tRPC: the load must cost less than what it measures. */
export class Asker {
  #socket: RawSocket | undefined;
  #inFlight: InFlight | undefined;
  #parts: Buffer[] = [];
  #asked = 0;

  async connect(port: number, name: string): Promise<void> {
    const sink = {
      payload: (bytes: Buffer, start: number, end: number): void => {
        this.#parts.push(Buffer.from(bytes.subarray(start, end)));
      },
      end: (): void => this.#take(),
    };
    this.#socket = await RawSocket.factory()({ port, path: "/trpc?connectionParams=1", sink });
    this.#socket.send(JSON.stringify({ method: "connectionParams", data: { name } }));
  }

  ask(method: "query" | "mutation", path: string, input: object): Promise<Answered> {
    this.#asked += 1;
    const frame = JSON.stringify({ id: this.#asked, method, params: { path, input } });
    const { promise, resolve } = Promise.withResolvers<Answered>();
    this.#inFlight = { began: performance.now(), resolve };
    this.#socket?.send(frame);
    return promise;
  }

  close(): void {
    this.#socket?.cut();
  }

  #take(): void {
    const ms = performance.now() - (this.#inFlight?.began ?? Number.NaN);
    const parts = this.#parts;
    this.#parts = [];
    const waiting = this.#inFlight;
    this.#inFlight = undefined;
    const whole = Buffer.concat(parts);
    waiting?.resolve({ ms, bytes: whole.length, data: () => dataOf(whole) });
  }
}

const dataOf = (frame: Buffer): unknown => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an answer of the measured server
  const { result, error } = JSON.parse(frame.toString()) as Frame;
  if (error) throw new Error(error.message);
  return result?.data;
};
