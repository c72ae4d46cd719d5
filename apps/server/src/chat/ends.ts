import { ChatError, type RecordDraft } from "@beseda/protocol";
import type { Layer, Piece } from "./layer.ts";
import type { Disconnect } from "./people.ts";

export interface EndsParts {
  readonly layer: Layer;
  /** @throws {ChatError} `log-full` */
  readonly append: (drafts: readonly RecordDraft[], piece: Piece) => Promise<unknown>;
  readonly decide: (command: Disconnect) => readonly RecordDraft[];
  /** Time until a full disk is tried again if nothing else tries it, in milliseconds. */
  readonly retryMs: number;
}

/** The end of a session that the log does not have yet. */
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
  /** Commands whose ends the log does not have yet, in the order in which they came. */
  readonly #commands = new Map<string, Disconnect>();
  /** Ends among them that were refused and are not on their way again. */
  #refused: End[] = [];
  #retry: NodeJS.Timeout | undefined;

  constructor(parts: EndsParts) {
    this.#parts = parts;
  }

  /** Whether there are ends that the log refused. */
  get areWaiting(): boolean {
    return this.#refused.length > 0;
  }

  /** Resolves when the end is durable, or when a full disk has refused it for now. */
  async add(command: Disconnect, drafts: readonly RecordDraft[]): Promise<void> {
    const { session } = command.actor;
    this.#commands.set(session, command);
    await this.#write({ session, drafts, piece: this.#parts.layer.add(drafts) });
  }

  /** Decides the ends anew, on what is left, after everything on its way was refused. */
  decideAnew(): void {
    const { layer, decide, retryMs } = this.#parts;
    const refused: End[] = [];
    for (const [session, command] of this.#commands) {
      const drafts = decide(command);
      // The beginning of the session was refused too.
      if (drafts.length === 0) this.#commands.delete(session);
      else refused.push({ session, drafts, piece: layer.add(drafts) });
    }
    this.#refused = refused;
    if (refused.length > 0) this.#retry ??= setTimeout(() => void this.write(), retryMs).unref();
  }

  /** Appends the refused ends again; called before anything else is appended. */
  async write(): Promise<void> {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    // The log itself reports that it no longer takes any end.
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
