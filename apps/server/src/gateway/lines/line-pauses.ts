/** What a pause may be after which a line has ended that nobody ends otherwise (PRG-1). */
const pauseMs = 200;

export interface LinePausesParts {
  /** Whether the line that has begun may end here: it is no command, no request, not within a letter. */
  readonly mayEnd: () => boolean;
  readonly end: () => void;
}

/**
 * Ends the lines of programs that end none: many send a text and nothing behind it. Nobody else's: who has ended one
 * line ends all, and who sends letter by letter is a person at a keyboard.
 */
export class LinePauses {
  readonly #parts: LinePausesParts;
  #timer: NodeJS.Timeout | undefined;
  #isOff = false;

  constructor(parts: LinePausesParts) {
    this.#parts = parts;
  }

  /** Something came; `isEnded` where it ended a line. */
  came(bytes: Uint8Array, isEnded: boolean): void {
    clearTimeout(this.#timer);
    if (isEnded || isLetter(bytes)) this.#isOff = true;
    if (this.#isOff) return;
    this.#timer = setTimeout(() => {
      if (this.#parts.mayEnd()) this.#parts.end();
    }, pauseMs);
  }

  /** No pause ends a line any more. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#isOff = true;
  }
}

const mostLetterBytes = 4;

/** Whether it is what one key sends. */
const isLetter = (bytes: Uint8Array): boolean =>
  bytes.length <= mostLetterBytes && bytes.subarray(1).every((byte) => (byte & 0xc0) === 0x80);
