import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { closeCodes } from "@beseda/protocol";

const violations = [closeCodes.protocolError.code, closeCodes.notText.code, closeCodes.tooBig.code];
/**
 * The overlap of pieces: longer than any searched mark, so that one is found where two pieces of the stream
 * meet.
 */
const overlap = 64;
const answerId = /"id":(?:"(?<id>[^"]*)"|(?<none>null))/gu;

/** A connection on which anything can be sent: it keeps little of its input, and knows which answers came. */
export class WireReader {
  readonly socket: Socket;
  /** The ids of calls that were answered. */
  readonly answered = new Set<string>();
  /** The number of answers that named no call. */
  nameless = 0;
  #tail = Buffer.alloc(0);
  #unread = "";
  #isClosed = false;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on("error", () => undefined);
    socket.once("close", () => (this.#isClosed = true));
    socket.on("data", (bytes: Buffer) => this.#take(bytes));
  }

  static async dial(port: number): Promise<WireReader> {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    const reader = new WireReader(socket);
    await once(socket, "connect");
    return reader;
  }

  /** Asks to become a WebSocket; data sent right after it is for the gateway. */
  upgrade(path: string): void {
    this.socket.write(
      `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
    );
  }

  /** Forgets the answers up to now. */
  forget(): void {
    this.answered.clear();
    this.nameless = 0;
  }

  /** Tells whether the latest input contains a mark. */
  saw(mark: string): boolean {
    return this.#tail.toString("latin1").includes(mark);
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Whether the last input was a WebSocket close frame. */
  get wasTold(): boolean {
    return violations.some((code) =>
      this.#tail.subarray(-4).equals(Buffer.from([0x88, 2, code >> 8, code & 0xff])),
    );
  }

  #take(bytes: Buffer): void {
    this.#tail = Buffer.concat([this.#tail, bytes]).subarray(-4096);
    const text = this.#unread + bytes.toString("latin1");
    let read = 0;
    for (const match of text.matchAll(answerId)) {
      read = match.index + match[0].length;
      if (match.groups?.["id"] === undefined) this.nameless += 1;
      else this.answered.add(match.groups["id"]);
    }
    this.#unread = text.slice(Math.max(read, text.length - overlap));
  }
}
