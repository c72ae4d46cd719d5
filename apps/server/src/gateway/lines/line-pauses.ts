/** The length of the pause that ends a line without an end (PRG-1). */
const pauseMs = 200;

export interface LinePausesParts {
  /**
   * Tells whether the unfinished line may end here: it is not a command or a request, and not within a
   * letter.
   */
  readonly mayEnd: () => boolean;
  readonly end: () => void;
}

/**
 * Ends the lines of programs that never end one: many send a text and nothing after it. Other lines are left
 * alone: a client that has ended one line ends all, and one that sends letter by letter is a person at a
 * keyboard.
 */
export class LinePauses {
  readonly #parts: LinePausesParts;
  #timer: NodeJS.Timeout | undefined;
  #isOff = false;

  constructor(parts: LinePausesParts) {
    this.#parts = parts;
  }

  /** Notes input; `isEnded` if it ended a line. */
  came(bytes: Uint8Array, isEnded: boolean): void {
    clearTimeout(this.#timer);
    if (isEnded || isLetter(bytes)) this.#isOff = true;
    if (this.#isOff) return;
    this.#timer = setTimeout(() => {
      if (this.#parts.mayEnd()) this.#parts.end();
    }, pauseMs);
  }

  /** Stops ending lines at pauses. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#isOff = true;
  }
}

const mostLetterBytes = 4;

/** Tells whether bytes are the input of one key. */
const isLetter = (bytes: Uint8Array): boolean =>
  bytes.length <= mostLetterBytes && bytes.subarray(1).every((byte) => (byte & 0xc0) === 0x80);
