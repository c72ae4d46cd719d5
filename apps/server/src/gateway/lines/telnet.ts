/** The command bytes of RFC 854 and 855. */
const iac = 0xff;
const willCode = 0xfb;
const wontCode = 0xfc;
const doCode = 0xfd;
const dontCode = 0xfe;
const beginCode = 0xfa;
const endCode = 0xf0;

/** The most commands of a whole connection. */
const mostCommands = 10_000;

/** Removes telnet commands from the text, and refuses them, so that no program waits for an answer. */
export class Telnet {
  readonly #answer: (bytes: Uint8Array) => void;
  /** The part that has come of a command that goes on in the next piece. */
  #pending: number[] = [];
  #hasNegotiated = false;
  #commands = 0;
  /** The requests already refused: each only once, or two programs would answer each other for ever. */
  readonly #refused = new Set<number>();

  constructor(answer: (bytes: Uint8Array) => void) {
    this.#answer = answer;
  }

  /** Whether the peer has shown that it is a telnet program, in which a person types. */
  get hasNegotiated(): boolean {
    return this.#hasNegotiated;
  }

  /** Whether more commands came than any telnet program sends: there are 256 options. */
  get isFlooding(): boolean {
    return this.#commands > mostCommands;
  }

  /**
   * Returns the text among these bytes; the same bytes if there is nothing else, as from nearly all peers.
   */
  textOf(bytes: Uint8Array): Uint8Array {
    if (this.#pending.length === 0 && !bytes.includes(iac)) return bytes;
    const text: number[] = [];
    for (const byte of bytes) this.#take(byte, text);
    return Uint8Array.from(text);
  }

  #take(byte: number, text: number[]): void {
    const pending = this.#pending;
    if (pending.length === 0) {
      if (byte === iac) pending.push(byte);
      else text.push(byte);
      return;
    }
    pending.push(byte);
    const [, command = 0] = pending;
    if (isText(pending, this.#hasNegotiated)) {
      text.push(...pending);
      this.#pending = [];
    } else if (isCutOption(pending)) {
      text.push(byte);
      this.#pending = [];
    } else if (command === beginCode ? endsOption(pending) : pending.length >= lengthOf(command)) {
      this.#obey(pending);
      this.#pending = [];
    }
  }

  #obey([, command, option = 0]: readonly number[]): void {
    this.#hasNegotiated = true;
    this.#commands += 1;
    if (command === doCode) this.#refuse(wontCode, option);
    if (command === willCode) this.#refuse(dontCode, option);
  }

  #refuse(refusal: number, option: number): void {
    const key = refusal * 256 + option;
    if (this.#refused.has(key)) return;
    this.#refused.add(key);
    this.#answer(Uint8Array.of(iac, refusal, option));
  }
}

const newline = 0x0a;

/**
 * Tells whether bytes are not a command but text in another encoding, which is reported for its line. Only a
 * peer that has negotiated sends an option's value, and a newline is not an option: no line is lost in one.
 */
const isText = ([, command = 0, option]: readonly number[], hasNegotiated: boolean): boolean =>
  command < endCode ||
  command === iac ||
  (command === beginCode && !hasNegotiated) ||
  (command !== beginCode && option === newline);

/** The length of the longest option that may have a newline in it: the window size. */
const windowBytes = 7;

/** Tells whether a line ends within an option: then it is not one, and the next line is read normally. */
const isCutOption = (pending: readonly number[]): boolean =>
  pending[1] === beginCode && pending.at(-1) === newline && pending.length > windowBytes;

const lengthOf = (command: number): number => (command >= willCode && command <= dontCode ? 3 : 2);

/** The most bytes between the begin and the end of an option that are waited for. */
const mostOptionBytes = 256;

const endsOption = (pending: readonly number[]): boolean =>
  (pending.at(-2) === iac && pending.at(-1) === endCode) || pending.length >= mostOptionBytes;
