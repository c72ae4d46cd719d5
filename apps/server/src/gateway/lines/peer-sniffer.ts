import { isTls, mayBecomeRequest, protocolOfLine, type ForeignProtocol } from "./foreign-protocol.ts";
import type { TypedLine } from "./line-splitter.ts";

/** Tells what a connection is by its first bytes and its first line: a chat client, or another protocol. */
export class PeerSniffer {
  /**
   * The first two bytes. Not a buffer: a small one holds in memory the whole pool that it is cut from
   * (LIM-4).
   */
  readonly #head: number[] = [];
  #isFirstLine = true;

  get hasSpoken(): boolean {
    return this.#head.length > 0;
  }

  /** Whether no line with content has come yet. */
  get isFirstLine(): boolean {
    return this.#isFirstLine;
  }

  /** Takes input; @returns whether it begins a TLS handshake */
  isTls(bytes: Buffer): boolean {
    if (this.#head.length >= 2) return false;
    this.#head.push(...bytes.subarray(0, 2 - this.#head.length));
    return isTls(this.#head);
  }

  /** Takes a line; @returns the protocol whose first line it is */
  protocolOf(line: TypedLine): ForeignProtocol | undefined {
    const protocol = this.#isFirstLine && "text" in line ? protocolOfLine(line.text) : undefined;
    // Empty lines before the first line with content do not count: HTTP allows them, too.
    if (!protocol && !("text" in line && line.text === "")) this.#isFirstLine = false;
    return protocol;
  }

  /** Tells whether the beginning of a first line may become a request of another protocol. */
  mayBecomeRequest(beginning: string): boolean {
    return this.#isFirstLine && mayBecomeRequest(beginning);
  }
}
