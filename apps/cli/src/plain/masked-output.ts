import { Writable } from "node:stream";
import { secretStart } from "@beseda/protocol";
import { maskedText } from "../line/mask.ts";
import { isKey } from "./erase.ts";

/**
 * Returns the visible form of what readline writes while `line` is typed: a password in it shows only its
 * length (TXT-6). Readline writes the line anew, behind its prompt, or what was typed at its end; anything
 * else it writes moves the cursor.
 */
export const maskedEcho = (written: string, line: string, isSecret = false): string => {
  // A dumb terminal is written each key as it is pressed: what it does is seen by what it erases.
  if (written.length === 1 && isKey(written) && written !== "\r" && written !== "\n") return "";
  if (written === "" || line === "" || (!isSecret && secretStart(line) === undefined)) return written;
  const shown = isSecret ? "•".repeat(line.length) : maskedText(line);
  if (written.endsWith(line)) return written.slice(0, -line.length) + shown;
  return line.endsWith(written) ? shown.slice(-written.length) : written;
};

/** The terminal as readline sees it. */
export class MaskedOutput extends Writable {
  readonly isTTY = true;
  readonly #terminal: NodeJS.WriteStream;
  readonly #line: () => string;
  readonly #resized = (): boolean => this.emit("resize");

  readonly #isSecret: boolean;

  /**
   * @param line - the text being typed
   * @param options - whether all of it is a password
   */
  constructor(
    terminal: NodeJS.WriteStream,
    line: () => string,
    { isSecret = false }: { isSecret?: boolean } = {},
  ) {
    super({ decodeStrings: false });
    this.#terminal = terminal;
    this.#line = line;
    this.#isSecret = isSecret;
    terminal.on("resize", this.#resized);
  }

  /** The terminal's width, so that readline breaks the line as the terminal does. */
  get columns(): number {
    return this.#terminal.columns;
  }

  override _write(written: string, _: string, done: (error?: Error | null) => void): void {
    this.#terminal.write(maskedEcho(written, this.#line(), this.#isSecret));
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#terminal.off("resize", this.#resized);
    done(error);
  }
}
