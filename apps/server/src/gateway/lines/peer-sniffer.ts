import { isTls, mayBecomeRequest, protocolOfLine, type ForeignProtocol } from "./foreign-protocol.ts";
import type { TypedLine } from "./line-splitter.ts";

/** What a connection shows of what it is, by its first bytes and its first line: somebody who talks, or another protocol. */
export class PeerSniffer {
  /** The first two bytes. No buffer: a small one holds the whole of the pool that it is cut from (LIM-4). */
  readonly #head: number[] = [];
  #isFirstLine = true;

  get hasSpoken(): boolean {
    return this.#head.length > 0;
  }

  /** Whether nothing has come yet that says something. */
  get isFirstLine(): boolean {
    return this.#isFirstLine;
  }

  /** Takes what has come; @returns whether it begins a TLS handshake */
  isTls(bytes: Buffer): boolean {
    if (this.#head.length >= 2) return false;
    this.#head.push(...bytes.subarray(0, 2 - this.#head.length));
    return isTls(this.#head);
  }

  /** Takes a line; @returns the protocol whose first line it is */
  protocolOf(line: TypedLine): ForeignProtocol | undefined {
    const protocol = this.#isFirstLine && "text" in line ? protocolOfLine(line.text) : undefined;
    // What comes before the first line that says something is no line at all: HTTP allows it, too.
    if (!protocol && !("text" in line && line.text === "")) this.#isFirstLine = false;
    return protocol;
  }

  /** Whether the beginning of a first line may grow into a request of another protocol. */
  mayBecomeRequest(beginning: string): boolean {
    return this.#isFirstLine && mayBecomeRequest(beginning);
  }
}
