import { frameOf } from "@beseda/server/testing/hostile";
import { readFrames, upgradeRequest, Wire, type Secret, type Way } from "./wire.ts";

/** The server's welcome to a session. */
interface Welcomed {
  readonly client_id: string;
  readonly session: string;
  readonly token: string;
}

/** An answer as it is assumed to be. */
interface Item {
  readonly id?: number;
  readonly result?: { readonly data?: { readonly data?: { readonly welcome?: Welcomed } } };
}

const textFrame = (text: string): Buffer => frameOf({ first: 0x81, payload: Buffer.from(text) });

/** A client that comes over tRPC with frames of its own making. */
export class Foe {
  readonly wire: Wire;
  /** Undefined if it was not let in, or has not asked. */
  welcome: Welcomed | undefined;
  #asked = 0;

  constructor(way: Way, secrets: readonly Secret[]) {
    this.wire = new Wire(way, secrets);
    readFrames(this.wire, (text) => this.#hear(text));
    this.wire.write(upgradeRequest("/trpc?connectionParams=1"));
  }

  introduce(introduction: unknown): void {
    this.send({ method: "connectionParams", data: introduction });
  }

  /** Asks for everything that happens, from a cursor or anew. */
  follow(input: object = {}): void {
    this.send({ id: 0, method: "subscription", params: { path: "events.follow", input } });
  }

  /** Does not wait for an answer. */
  ask(path: string, input: object, method = "mutation"): void {
    this.#asked += 1;
    this.send({ id: this.#asked, method, params: { path, input } });
  }

  send(message: unknown): void {
    this.wire.write(textFrame(JSON.stringify(message)));
  }

  /** Says goodbye with a code, whatever it stands for. */
  close(code: number, reason = ""): void {
    const payload = Buffer.alloc(2 + Buffer.byteLength(reason));
    payload.writeUInt16BE(code);
    payload.write(reason, 2);
    this.wire.write(frameOf({ first: 0x88, payload }));
  }

  #hear(text: string): void {
    if (this.welcome || !text.startsWith("{")) return;
    const { id, result }: Item = Object(JSON.parse(text));
    if (id === 0) this.welcome = result?.data?.data?.welcome;
  }
}
