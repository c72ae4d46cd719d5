import { TcpLines } from "../../harness/lines.ts";
import type { Random } from "../random.ts";
import { emojis, type Acts } from "./acts.ts";

/** The acknowledgement of a message in Russian and English. */
const acknowledged = /(?:Принято|Received) #(?<seq>\d+)/u;

/**
 * Writes over TCP and has nothing but lines: a guest who is somebody new with each connection, and never sends again
 * what was lost on the way.
 */
export class LinePerson {
  /** Everything that it tried to say, in messages and edits. */
  readonly attempted = new Set<string>();
  /** `seq` of what was acknowledged. */
  readonly acknowledged = new Set<number>();
  connections = 0;
  readonly #port: number;
  readonly #random: Random;
  readonly #acts: Acts;
  #lines: TcpLines | undefined;
  #read = 0;

  constructor(port: number, random: Random, acts: Acts) {
    this.#port = port;
    this.#random = random;
    this.#acts = acts;
  }

  /** Types one line: a message, or a command about an earlier one; comes anew where the connection was lost. */
  type(): void {
    if (!this.#lines || this.#lines.close) return this.#come();
    this.hear();
    const random = this.#random;
    const [last] = [...this.acknowledged].slice(-1);
    const kind = random.below(10);
    if (last === undefined || kind < 5) return this.#say("");
    if (kind < 7) return this.#say(`/edit ${last} `);
    if (kind < 9)
      return this.#lines.type(`/react ${last} ${random.pick(emojis)} ${random.pick(["on", "off"])}`);
    this.#lines.type(random.below(3) === 0 ? `/delete ${last}` : `/read ${last}`);
  }

  /** Takes the acknowledgements that came. */
  hear(): void {
    const lines = this.#lines?.lines ?? [];
    for (; this.#read < lines.length; this.#read += 1) {
      const seq = acknowledged.exec(lines[this.#read] ?? "")?.groups?.["seq"];
      if (seq !== undefined) this.acknowledged.add(Number(seq));
    }
  }

  async close(): Promise<void> {
    this.hear();
    await this.#lines?.[Symbol.asyncDispose]();
  }

  #come(): void {
    this.hear();
    this.#lines = new TcpLines(this.#port);
    this.#read = 0;
    this.connections += 1;
    this.#say("");
  }

  #say(command: string): void {
    const text = `по строке ${this.#acts.text()}`;
    this.attempted.add(text);
    this.#lines?.type(command + text);
  }
}
