import type { Duplex } from "node:stream";

/** The output of a connection, in bytes. */
export interface Output {
  /** Taken by the system since the connection was opened. */
  readonly takenBytes: number;
  /** Not yet taken. */
  readonly waitingBytes: number;
}

/** Returns the output of a stream as it is now. */
export const outputOf = (stream: Duplex): Output => {
  const waitingBytes = stream.writableLength;
  const written = "bytesWritten" in stream ? Number(stream.bytesWritten) : 0;
  return { takenBytes: written - waitingBytes, waitingBytes };
};

/** Measures how long a peer has taken none of the output that waits for it (DEL-5). */
export class ReaderProgress {
  #takenBytes = 0;
  #stalledBeats = 0;

  /** Counts a heartbeat. @returns how many have passed in which output waited and none was taken */
  beat(stream: Duplex): number {
    const { takenBytes, waitingBytes } = outputOf(stream);
    const isStalled = waitingBytes > 0 && takenBytes === this.#takenBytes;
    this.#stalledBeats = isStalled ? this.#stalledBeats + 1 : 0;
    this.#takenBytes = takenBytes;
    return this.#stalledBeats;
  }
}
