import { PassThrough, Writable } from "node:stream";
import xterm from "@xterm/headless";

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** A keyboard as a program sees it: switches to raw mode, and supplies what a test presses. */
class Keyboard extends PassThrough {
  readonly isTTY = true;
  isRaw = false;

  setRawMode(isRaw: boolean): this {
    this.isRaw = isRaw;
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }
}

/** The output side of a terminal. */
class Display extends Writable {
  readonly isTTY = true;
  columns: number;
  rows: number;
  readonly #take: (data: Uint8Array | string, done: () => void) => void;

  constructor({ columns, rows }: Size, take: (data: Uint8Array | string, done: () => void) => void) {
    super({ decodeStrings: false });
    this.columns = columns;
    this.rows = rows;
    this.#take = take;
  }

  override _write(chunk: Uint8Array | string, _encoding: string, done: () => void): void {
    this.#take(chunk, done);
  }
}

/**
 * A real terminal emulator without a window: it interprets what a program writes, including escape sequences,
 * so that a test sees what a person would.
 */
export class HeadlessTerminal {
  readonly keyboard = new Keyboard();
  readonly display: Display;
  readonly #terminal: xterm.Terminal;

  constructor(size: Size) {
    this.#terminal = new xterm.Terminal({
      cols: size.columns,
      rows: size.rows,
      scrollback: 1000,
      allowProposedApi: true,
      convertEol: true,
    });
    this.display = new Display(size, (data, done) => this.#terminal.write(data, done));
    // The terminal's answers, such as the position of the cursor, come back as if they were typed.
    this.#terminal.onData((answer) => this.keyboard.write(answer));
  }

  /** The streams as a program takes them. */
  get streams(): { readonly stdin: NodeJS.ReadStream; readonly stdout: NodeJS.WriteStream } {
    return {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- has everything that is used here
      stdin: this.keyboard as unknown as NodeJS.ReadStream,
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- likewise
      stdout: this.display as unknown as NodeJS.WriteStream,
    };
  }

  press(keys: string): void {
    this.keyboard.write(keys);
  }

  paste(text: string): void {
    this.press(this.#terminal.modes.bracketedPasteMode ? `\u001B[200~${text}\u001B[201~` : text);
  }

  resize({ columns, rows }: Size): void {
    this.#terminal.resize(columns, rows);
    this.display.columns = columns;
    this.display.rows = rows;
    this.display.emit("resize");
  }

  /** Everything from the top of the scrollback to the last row that is not empty. */
  text(): string {
    const { active } = this.#terminal.buffer;
    const rows = Array.from(
      { length: active.length },
      (_, row) => active.getLine(row)?.translateToString(true) ?? "",
    );
    return rows.join("\n").trimEnd();
  }

  /** The row that contains the cursor, with `|` at its position. */
  cursorRow(): string {
    const { active } = this.#terminal.buffer;
    const line = active.getLine(active.baseY + active.cursorY);
    const before = line?.translateToString(false, 0, active.cursorX) ?? "";
    const after = line?.translateToString(true, active.cursorX) ?? "";
    return `${before}|${after}`;
  }

  get modes(): { readonly isRaw: boolean; readonly pastesInBrackets: boolean } {
    return { isRaw: this.keyboard.isRaw, pastesInBrackets: this.#terminal.modes.bracketedPasteMode };
  }
}
