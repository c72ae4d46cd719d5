import type { Environment } from "../environment.ts";

/** How often it is said that one types while one does, in milliseconds; the others forget it after twice as long. */
const sayAgainMs = 3000;
/** How long after the last key one types no more, in milliseconds. */
const silenceMs = 5000;

export interface OwnTypingParts {
  readonly environment: Environment;
  /** Says it to the server, if there is one; whether that went well is nobody's concern. */
  readonly say: (signal: { readonly room: string; readonly typing: boolean }) => void;
}

/** That one types oneself: said rarely, and taken back when one stops (DEL-9). */
export class OwnTyping {
  readonly #parts: OwnTypingParts;
  /** Where one types, or did a moment ago. */
  #room: string | undefined;
  #saidAt = Number.NEGATIVE_INFINITY;
  #stopTimer: () => void = () => undefined;

  constructor(parts: OwnTypingParts) {
    this.#parts = parts;
  }

  /** A key was pressed in a room, or what was written there is gone. */
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

  /** The server has greeted: what was said before, or to nobody, it does not know. */
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
