import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** The destination of a wire, and its origin. */
export interface Way {
  readonly port: number;
  /** An address of the loopback network, from which everything seems to come. */
  readonly address: string;
}

/** Bytes that only intended readers may ever receive, as they would stand on the wire. */
export type Secret = Buffer;

/** A connection of somebody who keeps no rule: every byte is theirs to choose, and every byte that comes is looked at. */
export class Wire {
  readonly socket: Socket;
  /** Whether a secret came. */
  hasLeaked = false;
  /** Code of the close frame that came, if one did. */
  closeCode: number | undefined;
  readonly #secrets: readonly Secret[];
  #tail = Buffer.alloc(0);

  constructor({ port, address }: Way, secrets: readonly Secret[]) {
    this.#secrets = secrets;
    this.socket = connect({ port, host: "127.0.0.1", localAddress: address, noDelay: true });
    this.socket.on("error", () => undefined);
    this.socket.on("data", (bytes: Buffer) => this.#look(bytes));
  }

  /** Resolves when it is there, or was not taken. */
  async connected(): Promise<void> {
    if (this.socket.connecting)
      await Promise.race([once(this.socket, "connect"), once(this.socket, "close")]);
  }

  get isClosed(): boolean {
    return this.socket.destroyed;
  }

  write(bytes: Buffer | string): void {
    if (!this.socket.destroyed && this.socket.writable) this.socket.write(bytes);
  }

  /** Gone without a word, as a cut cable. */
  cut(): void {
    this.socket.resetAndDestroy();
  }

  /** A secret may come in two pieces. */
  #look(bytes: Buffer): void {
    const seen = Buffer.concat([this.#tail, bytes]);
    this.hasLeaked ||= this.#secrets.some((secret) => seen.includes(secret));
    this.#tail = Buffer.from(seen.subarray(-64));
  }
}

const key = "dGhlIHNhbXBsZSBub25jZQ==";

/** The request that becomes a WebSocket. */
export const upgradeRequest = (path: string, more = "", host = "127.0.0.1"): string =>
  `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
  `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n${more}\r\n`;

const headEnd = Buffer.from("\r\n\r\n");

/** Reads a WebSocket: its texts, and the code of its close. A server masks nothing and splits nothing. */
export const readFrames = (wire: Wire, onText: (text: string) => void): void => {
  let rest = Buffer.alloc(0);
  let isOpen = false;
  wire.socket.on("data", (bytes: Buffer) => {
    rest = Buffer.concat([rest, bytes]);
    if (!isOpen) {
      const end = rest.indexOf(headEnd);
      if (end < 0) return;
      isOpen = true;
      rest = rest.subarray(end + headEnd.length);
    }
    for (let frame = frameIn(rest); frame; frame = frameIn(rest)) {
      rest = rest.subarray(frame.end);
      if (frame.opcode === 1) onText(frame.payload.toString());
      if (frame.opcode === 8 && frame.payload.length >= 2) wire.closeCode = frame.payload.readUInt16BE(0);
    }
  });
};

const frameIn = (bytes: Buffer): { opcode: number; payload: Buffer; end: number } | undefined => {
  if (bytes.length < 2) return undefined;
  const short = bytes.readUInt8(1) & 0x7f;
  const start = short === 127 ? 10 : short === 126 ? 4 : 2;
  if (bytes.length < start) return undefined;
  const length =
    short === 127 ? Number(bytes.readBigUInt64BE(2)) : short === 126 ? bytes.readUInt16BE(2) : short;
  const end = start + length;
  if (bytes.length < end) return undefined;
  return { opcode: bytes.readUInt8(0) & 0x0f, payload: bytes.subarray(start, end), end };
};
