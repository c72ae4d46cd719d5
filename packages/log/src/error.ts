import type { Locale } from "@beseda/protocol";
import type { FileChange } from "./disk/disk.ts";
import type { CutShort } from "./locale/cut-short.ts";
import { logTextsOf, type LogTexts } from "./locale/texts.ts";

type Sentences = LogTexts["errors"];
export type LogErrorCode = keyof Sentences;
type ValuesOf<Code extends LogErrorCode> = Parameters<Sentences[Code]>;

/** An action that the log refuses or cannot perform, with a sentence that a person can act on. */
export abstract class LogError<Code extends LogErrorCode = LogErrorCode> extends Error {
  readonly code: Code;
  readonly #values: ValuesOf<Code>;

  constructor(code: Code, values: ValuesOf<Code>, cause?: unknown) {
    super(sentence("en", code, values), cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.code = code;
    this.#values = values;
  }

  /** The sentence for a person. */
  in(locale: Locale): string {
    return sentence(locale, this.code, this.#values);
  }
}

type Catalogue = { readonly [Code in LogErrorCode]: (...values: ValuesOf<Code>) => string };

const sentence = <Code extends LogErrorCode>(locale: Locale, code: Code, values: ValuesOf<Code>): string => {
  const sentences: Catalogue = logTextsOf(locale).errors;
  return sentences[code](...values);
};

/** The disk is full: nothing was written, reads continue, a later append may succeed (LOG-5). */
export class LogFullError extends LogError<"log-full"> {
  constructor(file: string, cause?: unknown) {
    super("log-full", [file], cause);
  }
}

/** A write or a sync failed: the log takes no more appends and the process has to stop (LOG-5). */
export class LogFailedError extends LogError<"log-failed"> {
  constructor(file: string, cause?: unknown) {
    super("log-failed", [file, cause instanceof Error ? cause.message : String(cause)], cause);
  }
}

/** The place where records of a log that is no longer at its path were saved. */
export interface Saved {
  readonly file: string;
  /** `seq` of the first record in it: 1 if it is the whole log. */
  readonly first: number;
  readonly last: number;
}

/**
 * The file at the path of the log is not the one being written, or not as it was written: the log takes no
 * more appends and the process has to stop (LOG-10).
 */
export class LogDisplacedError extends LogError<"log-displaced"> {
  readonly change: FileChange;
  /** Undefined if nothing was saved, or nothing has been saved yet. */
  readonly saved: Saved | undefined;

  constructor(file: string, change: FileChange, saved?: Saved) {
    super("log-displaced", [file, change, saved]);
    this.change = change;
    this.saved = saved;
  }
}

/** An error that ends a log: the process MUST stop, and another start reads it again. */
export type LogFailure = LogFailedError | LogDisplacedError;

/** The disk failed to return its content: the log continues, and a later read may succeed. */
export class LogReadError extends LogError<"log-read-failed"> {
  constructor(file: string, cause?: unknown) {
    super("log-read-failed", [file, cause instanceof Error ? cause.message : String(cause)], cause);
  }
}

/** The log is closed, or being closed. */
export class LogClosedError extends LogError<"log-closed"> {
  constructor() {
    super("log-closed", []);
  }
}

/** The place from which a log is not as it was written. */
export interface Damage {
  readonly file: string;
  /** `seq` of the first record that cannot be proven. */
  readonly seq: number;
  /** The byte at which its line should begin. */
  readonly offset: number;
}

/** A redaction was interrupted by the disk: the next opening of the log finishes it (LOG-18). */
export class LogRedactionError extends LogError<"log-redaction-halted"> {
  constructor(file: string, cause?: unknown) {
    super("log-redaction-halted", [file, cause instanceof Error ? cause.message : String(cause)], cause);
  }
}

/** A record is not as it was written (LOG-4). Nothing after it is served. */
export class LogDamagedError extends LogError<"log-damaged"> {
  readonly damage: Damage;

  constructor(damage: Damage) {
    super("log-damaged", [damage.file, damage.seq, damage.offset]);
    this.damage = damage;
  }
}

export type { CutShort };

/** The file lacks a record that was reported as durable: it ends too early or is a diverged copy (LOG-11). */
export class LogCutShortError extends LogError<"log-cut-short"> {
  readonly cut: CutShort;

  constructor(cut: CutShort) {
    super("log-cut-short", [cut]);
    this.cut = cut;
  }
}

/** The process that has the log open. */
export interface Holder {
  readonly pid: number;
  readonly host: string;
  /** ISO 8601. */
  readonly since: string;
}

/** Another process has the log open (LOG-6). */
export class LogLockedError extends LogError<"log-locked"> {
  /** Unknown if the other process has only just begun. */
  readonly holder: Holder | undefined;

  constructor(file: string, holder: Holder | undefined) {
    super("log-locked", [file, holder]);
    this.holder = holder;
  }
}

/** The reason why a file cannot be used. */
export type Refusal = Extract<
  LogErrorCode,
  | "log-is-directory"
  | "log-not-a-file"
  | "log-has-names"
  | "log-not-writable"
  | "log-no-directory"
  | "log-not-a-log"
  | "log-newer"
  | "log-missing"
  | "log-unreadable"
  | "log-exists"
  | "log-no-message"
  | "log-unsalted"
  | "log-too-much"
  | "log-no-copy"
  | "log-unserved"
  | "log-redaction-strange"
  | "log-empty"
  | "log-foreign"
  | "log-relaid"
  | "log-not-importable"
  | "log-own"
  | "log-absent"
  | "log-other-data"
  | "data-unusable"
  | "lock-unusable"
  | "log-is-data"
>;

/** The file cannot be used as requested, and was not touched. */
export class LogRefusedError extends LogError<Refusal> {
  constructor(
    code: Refusal,
    file: string,
    { detail = "", cause }: { detail?: string; cause?: unknown } = {},
  ) {
    super(code, [file, detail], cause);
  }
}
