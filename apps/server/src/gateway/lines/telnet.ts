/** Bytes of RFC 854 and 855. */
const iac = 0xff;
const willCode = 0xfb;
const wontCode = 0xfc;
const doCode = 0xfd;
const dontCode = 0xfe;
const beginCode = 0xfa;
const endCode = 0xf0;

/** Commands of a whole connection. */
const mostCommands = 10_000;

/** What a telnet program asks for besides its text: taken out of it, and refused, so that nothing waits for an answer. */
export class Telnet {
  readonly #answer: (bytes: Uint8Array) => void;
  /** What has come of a command that goes on in the next piece. */
  #pending: number[] = [];
  #hasNegotiated = false;
  #commands = 0;
  /** What was asked for and refused: once each, or two programs would answer each other for ever. */
  readonly #refused = new Set<number>();

  constructor(answer: (bytes: Uint8Array) => void) {
    this.#answer = answer;
  }

  /** Whether the peer has shown that it is a telnet program, at which somebody types. */
  get hasNegotiated(): boolean {
    return this.#hasNegotiated;
  }

  /** Whether so much was asked for as no telnet program asks: there are 256 options. */
  get isFlooding(): boolean {
    return this.#commands > mostCommands;
  }

  /** The text among these bytes; they themselves where there is nothing else, as from nearly everybody. */
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
 * Whether it is no command but text in another encoding, which its line will be told of. An option is told only by who
 * has negotiated, and none that is a newline: nobody's line goes under in it.
 */
const isText = ([, command = 0, option]: readonly number[], hasNegotiated: boolean): boolean =>
  command < endCode ||
  command === iac ||
  (command === beginCode && !hasNegotiated) ||
  (command !== beginCode && option === newline);

/** Bytes of the longest option that may have a newline in it: the size of a window. */
const windowBytes = 7;

/** Whether a line ends within an option: that is none, and the next line is one again. */
const isCutOption = (pending: readonly number[]): boolean =>
  pending[1] === beginCode && pending.at(-1) === newline && pending.length > windowBytes;

const lengthOf = (command: number): number => (command >= willCode && command <= dontCode ? 3 : 2);

/** Of what an option says between its begin and its end no more than this is waited for. */
const mostOptionBytes = 256;

const endsOption = (pending: readonly number[]): boolean =>
  (pending.at(-2) === iac && pending.at(-1) === endCode) || pending.length >= mostOptionBytes;
