import { setTimeout as sleep } from "node:timers/promises";
import {
  cleanLine,
  parseLine,
  textsOf,
  type ChatError,
  type Introduction,
  type Locale,
} from "@beseda/protocol";
import type { LinePort } from "./line-port.ts";
import type { TypedLines } from "./typed-lines.ts";

/** What a person gets to type a name and a password. */
const patienceMs = 60_000;

export interface ThresholdParts {
  readonly port: LinePort;
  readonly typed: TypedLines;
  readonly locale: Locale;
  readonly gone: AbortSignal;
}

/** Refusals that a name and a password, or an invitation, may change. */
const curable: ReadonlySet<ChatError["code"]> = new Set([
  "login-required",
  "login-ended",
  "bad-reset",
  "invitation-required",
  "bad-invitation",
  "wrong-login",
  "rate",
]);

/** Where people stand who may not come in as guests: all they can do is log in or show an invitation. */
export class Threshold {
  readonly #parts: ThresholdParts;
  readonly #deadline = new AbortController();
  #isWaiting = false;

  constructor(parts: ThresholdParts) {
    this.#parts = parts;
  }

  /** What somebody who was refused says of themselves next; undefined where it is no use to wait for it. */
  async ask(
    refusal: ChatError,
  ): Promise<Pick<Introduction, "name" | "password" | "invitation" | "reset"> | undefined> {
    if (!curable.has(refusal.code)) return undefined;
    const { port, typed, locale } = this.#parts;
    const { lines } = textsOf(locale);
    port.write([cleanLine(lines.refusal(refusal.in(locale))), lines.enterFirst()]);
    this.#expire();
    for (let line = await typed.next(); line; line = await typed.next()) {
      const read = "text" in line ? parseLine(line.text) : undefined;
      if (read?.kind === "command") {
        const { invocation } = read;
        if (invocation.command === "login") return invocation.arguments;
        if (invocation.command === "recover") return invocation.arguments;
        if (invocation.command === "redeem") return { invitation: invocation.arguments.invitation };
        if (invocation.command === "quit") return undefined;
      }
      port.write([lines.enterFirst()]);
    }
    return undefined;
  }

  /** Waits for nobody any more. */
  leave(): void {
    this.#deadline.abort();
  }

  #expire(): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    const signal = AbortSignal.any([this.#deadline.signal, this.#parts.gone]);
    sleep(patienceMs, undefined, { signal, ref: false }).then(
      () => this.#parts.typed.stop(),
      () => undefined,
    );
  }
}
