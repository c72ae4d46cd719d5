/** Receives the content of a stream of WebSocket frames. */
export interface FrameSink {
  /** A part of the payload of a text or binary frame: `bytes` from `start` to `end`. Good until the call returns. */
  payload(bytes: Buffer, start: number, end: number): void;
  /** A text or binary frame is complete. */
  end(): void;
  /** A ping, pong or close frame. */
  control(opcode: number, payload: Buffer): void;
}

/**
 * Takes the frames of a server apart without copying or decoding them: so cheap that a reader costs the machine less
 * than what it measures.
 */
export class FrameParser {
  readonly #sink: FrameSink;
  readonly #header = Buffer.alloc(10);
  #headerLength = 0;
  #opcode = 0;
  #remaining = 0;
  #control: Buffer[] = [];

  constructor(sink: FrameSink) {
    this.#sink = sink;
  }

  read(bytes: Buffer, start: number): void {
    let at = start;
    while (at < bytes.length) {
      if (this.#remaining > 0) at = this.#readPayload(bytes, at);
      else {
        this.#header[this.#headerLength++] = bytes[at++] ?? 0;
        if (this.#headerLength >= 2 && this.#headerLength === this.#headerBytes) this.#begin();
      }
    }
  }

  get #headerBytes(): number {
    const length = (this.#header[1] ?? 0) & 0x7f;
    return length < 126 ? 2 : length === 126 ? 4 : 10;
  }

  #begin(): void {
    const length = (this.#header[1] ?? 0) & 0x7f;
    this.#opcode = (this.#header[0] ?? 0) & 0x0f;
    this.#headerLength = 0;
    if (length < 126) this.#remaining = length;
    else if (length === 126) this.#remaining = this.#header.readUInt16BE(2);
    else this.#remaining = Number(this.#header.readBigUInt64BE(2));
    if (this.#remaining === 0) this.#finish();
  }

  #readPayload(bytes: Buffer, start: number): number {
    const end = Math.min(bytes.length, start + this.#remaining);
    this.#remaining -= end - start;
    if (this.#opcode >= 8) this.#control.push(Buffer.from(bytes.subarray(start, end)));
    else this.#sink.payload(bytes, start, end);
    if (this.#remaining === 0) this.#finish();
    return end;
  }

  #finish(): void {
    if (this.#opcode < 8) {
      this.#sink.end();
      return;
    }
    const payload = Buffer.concat(this.#control);
    this.#control = [];
    this.#sink.control(this.#opcode, payload);
  }
}
