import type { RawSocket, RawSocketOptions } from "../lib/raw/raw-socket.ts";

/** A message that the server has on its disk. */
export interface Acknowledged {
  readonly id: string;
  readonly seq: number;
  readonly ms: number;
}

interface InFlight {
  readonly id: string;
  readonly began: number;
  readonly resolve: (answer: Acknowledged) => void;
  readonly reject: (error: Error) => void;
}

type Connect = (options: RawSocketOptions) => Promise<RawSocket>;

const seqPattern = /"seq":(\d+)/u;

/** One connection with one message in flight, in raw frames of tRPC: the load must cost less than what it measures. */
export class Sender {
  readonly #name: string;
  #socket: RawSocket | undefined;
  #inFlight: InFlight | undefined;
  #answer = "";
  #sent = 0;

  constructor(name: string) {
    this.#name = name;
  }

  async connect(connect: Connect, port: number): Promise<void> {
    const sink = {
      payload: (bytes: Buffer, start: number, end: number): void => {
        this.#answer += bytes.toString("latin1", start, end);
      },
      end: (): void => this.#take(),
    };
    this.#socket = await connect({ port, path: "/trpc?connectionParams=1", sink });
    this.#socket.send(JSON.stringify({ method: "connectionParams", data: { name: this.#name } }));
  }

  say(text: string): Promise<Acknowledged> {
    this.#sent += 1;
    const id = `${this.#name}-${this.#sent}`;
    const input = { id, room: "lobby", text };
    const { promise, resolve, reject } = Promise.withResolvers<Acknowledged>();
    this.#inFlight = { id, began: performance.now(), resolve, reject };
    this.#socket?.send(
      JSON.stringify({ id: this.#sent, method: "mutation", params: { path: "message.send", input } }),
    );
    return promise;
  }

  close(): void {
    this.#socket?.cut();
  }

  #take(): void {
    const answer = this.#answer;
    this.#answer = "";
    const waiting = this.#inFlight;
    if (!waiting) return;
    this.#inFlight = undefined;
    const seq = Number(seqPattern.exec(answer)?.[1]);
    if (Number.isNaN(seq)) waiting.reject(new Error(`not an acknowledgement: ${answer.slice(0, 300)}`));
    else waiting.resolve({ id: waiting.id, seq, ms: performance.now() - waiting.began });
  }
}
