import type { Duplex } from "node:stream";

/** Measures how long a peer has taken none of the output that waits for it (DEL-5). */
export class ReaderProgress {
  #takenBytes = 0;
  #stalledBeats = 0;

  /** Counts a heartbeat. @returns how many have passed in which output waited and none was taken */
  beat(stream: Duplex): number {
    const { writableLength } = stream;
    const written = "bytesWritten" in stream ? Number(stream.bytesWritten) : 0;
    const takenBytes = written - writableLength;
    const isStalled = writableLength > 0 && takenBytes === this.#takenBytes;
    this.#stalledBeats = isStalled ? this.#stalledBeats + 1 : 0;
    this.#takenBytes = takenBytes;
    return this.#stalledBeats;
  }
}
