import { ChatError, type RecordDraft } from "@beseda/protocol";
import type { Layer, Piece } from "./layer.ts";
import type { Disconnect } from "./people.ts";

export interface EndsParts {
  readonly layer: Layer;
  /** @throws {ChatError} `log-full` */
  readonly append: (drafts: readonly RecordDraft[], piece: Piece) => Promise<unknown>;
  readonly decide: (command: Disconnect) => readonly RecordDraft[];
  /** Until a disk without room is asked again, where nobody else asks it, in milliseconds. */
  readonly retryMs: number;
}

/** What an end is as long as the log lacks it. */
interface End {
  readonly session: string;
  readonly drafts: readonly RecordDraft[];
  readonly piece: Piece;
}

/**
 * The ends of sessions. Nothing undoes them: a connection is gone whether or not the disk has room for the record. An
 * end that was refused stays decided, so that its session says nothing more, and is written before anything else is
 * (SES-5, LOG-15).
 */
export class Ends {
  readonly #parts: EndsParts;
  /** Of those that the log lacks, in the order in which they came. */
  readonly #commands = new Map<string, Disconnect>();
  /** Those of them that were refused and are not on their way again. */
  #refused: End[] = [];
  #retry: NodeJS.Timeout | undefined;

  constructor(parts: EndsParts) {
    this.#parts = parts;
  }

  /** Whether there are some that the log refused. */
  get areWaiting(): boolean {
    return this.#refused.length > 0;
  }

  /** Resolves when the end is durable, or where the disk has no room for it yet. */
  async add(command: Disconnect, drafts: readonly RecordDraft[]): Promise<void> {
    const { session } = command.actor;
    this.#commands.set(session, command);
    await this.#write({ session, drafts, piece: this.#parts.layer.add(drafts) });
  }

  /** All that was on its way was refused: the ends are decided anew, on what is left. */
  decideAnew(): void {
    const { layer, decide, retryMs } = this.#parts;
    const refused: End[] = [];
    for (const [session, command] of this.#commands) {
      const drafts = decide(command);
      // Its beginning was refused with it.
      if (drafts.length === 0) this.#commands.delete(session);
      else refused.push({ session, drafts, piece: layer.add(drafts) });
    }
    this.#refused = refused;
    if (refused.length > 0) this.#retry ??= setTimeout(() => void this.write(), retryMs).unref();
  }

  /** Gives the log again what it refused; called before it is given anything else. */
  async write(): Promise<void> {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    // The log tells by itself that it takes no end any more.
    await Promise.allSettled(this.#refused.splice(0).map((end) => this.#write(end)));
  }

  async #write({ session, drafts, piece }: End): Promise<void> {
    try {
      await this.#parts.append(drafts, piece);
    } catch (error) {
      if (error instanceof ChatError) return;
      this.#commands.delete(session);
      throw error;
    }
    this.#commands.delete(session);
  }
}
