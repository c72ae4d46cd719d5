import { setTimeout as sleep } from "node:timers/promises";
import {
  parseLine,
  type ChatError,
  type CommandInvocation,
  type Introduction,
  type Locale,
} from "@beseda/protocol";
import { refusedBy, type LineFormat } from "./line-format.ts";
import type { LinePort } from "./line-port.ts";
import type { HeardLine } from "./peer-format.ts";
import type { TypedLines } from "./typed-lines.ts";

/** The time that a person has to type a name and a password. */
const timeoutMs = 60_000;

export interface LoginPromptParts {
  readonly port: LinePort;
  readonly typed: TypedLines;
  readonly locale: Locale;
  /** Returns the present format. */
  readonly format: () => LineFormat;
  readonly gone: AbortSignal;
}

/** The refusals that a name and a password, or an invitation, may resolve. */
const curable: ReadonlySet<ChatError["code"]> = new Set([
  "login-required",
  "login-ended",
  "bad-reset",
  "invitation-required",
  "bad-invitation",
  "wrong-login",
  "rate",
]);

/** The data that lets a person in. */
type Credentials = Pick<Introduction, "name" | "password" | "invitation" | "reset">;

const credentialsIn = (line: HeardLine): Credentials | "leaves" | undefined => {
  if ("said" in line) {
    const { kind, name, password, text } = line.said;
    if (kind === "leave") return "leaves";
    if (name !== undefined && password !== undefined) return { name, password };
    return kind === "command" ? credentialsOf(commandIn(`/${(text ?? "").replace(/^\//u, "")}`)) : undefined;
  }
  return "text" in line ? credentialsOf(commandIn(line.text)) : undefined;
};

const commandIn = (text: string): CommandInvocation | undefined => {
  const line = parseLine(text);
  return line.kind === "command" ? line.invocation : undefined;
};

const credentialsOf = (invocation: CommandInvocation | undefined): Credentials | "leaves" | undefined => {
  switch (invocation?.command) {
    case "login":
    case "recover":
      return invocation.arguments;
    case "redeem":
      return { invitation: invocation.arguments.invitation };
    case "quit":
      return "leaves";
    default:
      return undefined;
  }
};

/**
 * Asks a person who may not enter as a guest to log in or to show an invitation: nothing else is answered.
 */
export class LoginPrompt {
  readonly #parts: LoginPromptParts;
  readonly #deadline = new AbortController();
  #isWaiting = false;

  constructor(parts: LoginPromptParts) {
    this.#parts = parts;
  }

  /**
   * Resolves with the next credentials of a person who was refused; undefined if it is useless to wait for
   * them.
   */
  async ask(refusal: ChatError): Promise<Credentials | undefined> {
    if (!curable.has(refusal.code)) return undefined;
    const { port, typed, locale, format } = this.#parts;
    port.write([...format().refusal(refusedBy(refusal, locale), locale), ...format().enterFirst(locale)]);
    this.#expire();
    for (let line = await typed.next(); line; line = await typed.next()) {
      const said = credentialsIn(line);
      if (said === "leaves") return undefined;
      if (said) return said;
      port.write(format().enterFirst(locale));
    }
    return undefined;
  }

  /** Stops waiting for credentials. */
  leave(): void {
    this.#deadline.abort();
  }

  #expire(): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    const signal = AbortSignal.any([this.#deadline.signal, this.#parts.gone]);
    sleep(timeoutMs, undefined, { signal, ref: false }).then(
      () => this.#parts.typed.stop(),
      () => undefined,
    );
  }
}
