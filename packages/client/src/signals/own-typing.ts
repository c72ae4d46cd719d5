import type { Environment } from "../environment.ts";

/** How often typing is reported while it lasts, in milliseconds; the others forget it after twice as long. */
const sayAgainMs = 3000;
/** How long after the last key typing counts as ended, in milliseconds. */
const silenceMs = 5000;

export interface OwnTypingParts {
  readonly environment: Environment;
  /** Sends it to the server, if there is one; failures are ignored. */
  readonly say: (signal: { readonly room: string; readonly typing: boolean }) => void;
}

/** The person's own typing: reported rarely, and taken back when they stop (DEL-9). */
export class OwnTyping {
  readonly #parts: OwnTypingParts;
  /** The room where the person types, or did a moment ago. */
  #room: string | undefined;
  #saidAt = Number.NEGATIVE_INFINITY;
  #stopTimer: () => void = () => undefined;

  constructor(parts: OwnTypingParts) {
    this.#parts = parts;
  }

  /** Notes that a key was pressed in a room, or that the text written there is gone. */
  set(room: string, isTyping: boolean): void {
    if (!isTyping) {
      if (this.#room === room) this.#stop();
      return;
    }
    if (this.#room !== undefined && this.#room !== room) this.#stop();
    const { environment } = this.#parts;
    if (environment.now() - this.#saidAt >= sayAgainMs) this.#say(room);
    if (this.#room === undefined) return;
    this.#stopTimer();
    this.#stopTimer = environment.after(silenceMs, () => {
      this.#stop();
    });
  }

  /** Reports typing again after a greeting: the server does not know what was said before, or to nobody. */
  again(): void {
    if (this.#room !== undefined) this.#say(this.#room);
  }

  #say(room: string): void {
    this.#room = room;
    this.#saidAt = this.#parts.environment.now();
    this.#parts.say({ room, typing: true });
  }

  #stop(): void {
    const room = this.#room;
    this.#stopTimer();
    this.#room = undefined;
    if (room !== undefined) this.#parts.say({ room, typing: false });
  }
}
