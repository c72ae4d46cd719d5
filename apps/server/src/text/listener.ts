import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import {
  ChatError,
  characters,
  closeCodes,
  misuseOf,
  parseLine,
  textsOf,
  type CommandInvocation,
  type Limits,
  type Texts,
} from "@beseda/protocol";
import type { EventLog } from "@beseda/log";
import { kindOfCommand } from "../session/command-kind.ts";
import type { Session } from "../session/session.ts";
import type { TypedLine } from "./line-splitter.ts";
import { mayBeName, meansLeaving } from "./habits.ts";
import { perform } from "./perform.ts";
import type { Reading } from "./reading.ts";
import type { Screen } from "./screen.ts";
import type { Saying, Talk } from "./talk.ts";

export interface ListenerParts {
  readonly session: Session;
  readonly log: EventLog;
  readonly limits: Limits;
  readonly screen: Screen;
  readonly reading: Reading;
  /** Aborted when nobody is there any more. */
  readonly gone: AbortSignal;
  /** Told the token with which the same person comes again when this session has ended. */
  readonly onBecome: (token: string) => void;
  /** Told of what is no refusal but a mistake of the server's. */
  readonly onError: (error: unknown) => void;
}

/** Messages of one person that may be on their way to the disk at once. */
const mostSayings = 32;

/** What somebody asks to see, and nothing else comes of. */
const showing: ReadonlySet<CommandInvocation["command"]> = new Set<CommandInvocation["command"]>([
  "help",
  "history",
  "invitations",
  "ping",
  "reports",
  "rooms",
  "since",
  "time",
  "who",
]);

/**
 * Takes what a person types, line by line. Messages follow each other without waiting for the disk; a command waits
 * until all that was said before it is on the screen, so that what is typed after it finds what it has done.
 */
export class Listener implements Talk {
  readonly session: Session;
  readonly log: EventLog;
  readonly screen: Screen;
  readonly #parts: ListenerParts;
  readonly #sayings = new Set<Promise<void>>();
  #said = 0;
  #isFirstText = true;
  #lastOwn = 0;
  /** What was asked about last: the same line once more is an answer. */
  #doubted: string | undefined;

  constructor(parts: ListenerParts) {
    this.#parts = parts;
    this.session = parts.session;
    this.log = parts.log;
    this.screen = parts.screen;
  }

  /**
   * Resolves when the next line may come.
   * @throws `AbortError` where it would have to wait and nobody is there any more
   */
  hear(typed: TypedLine): Promise<void> {
    if ("notUtf8" in typed) return this.#correct("not-utf8", this.#texts.notUtf8());
    const line = parseLine(typed.text);
    switch (line.kind) {
      case "empty":
        return Promise.resolve();
      case "text":
        return this.#hearText(line.text);
      case "doubtful":
        return this.#sayIfMeant(line.text, { kind: "doubtful", question: this.#texts.doubtful() });
      case "command":
        return this.#obey(line.invocation);
      case "unknown":
        return this.#correct("unknown-command", this.#texts.unknownCommand(line.typed, line.meant));
      case "misused":
        return this.#correct("misused-command", misuseOf(line.command, this.session.locale));
    }
  }

  /** Some programs mean something else by a line than what a person would (PRG-4, PRG-5). */
  async #hearText(text: string): Promise<void> {
    const isFirst = this.#isFirstText;
    this.#isFirstText = false;
    if (meansLeaving(text)) {
      const question = this.#texts.notLeft(text.trim());
      return this.#sayIfMeant(text, { kind: "means-leaving", question });
    }
    this.#doubted = undefined;
    await this.say({ room: this.screen.room, text });
    const isNameless = this.session.name === this.session.clientId;
    if (!isFirst || !isNameless || !mayBeName(text)) return;
    await this.settled();
    await this.screen.print([this.#texts.mayBeName(text)]);
  }

  #sayIfMeant(text: string, doubt: { readonly kind: string; readonly question: string }): Promise<void> {
    const isMeant = text === this.#doubted;
    this.#doubted = isMeant ? undefined : text;
    if (isMeant) return this.say({ room: this.screen.room, text });
    return this.#correct(doubt.kind, doubt.question);
  }

  async say(saying: Saying): Promise<void> {
    const limit = this.#parts.limits.message_characters;
    const length = characters(saying.text);
    if (length > limit) return this.#correct("too-long", this.#texts.tooLong(length, limit));
    const { turnstile } = this.session;
    await untilFree(() => turnstile.messageWaitMs, this.#parts.gone);
    const sent = this.#send(saying);
    this.#sayings.add(sent);
    void sent.finally(() => this.#sayings.delete(sent));
    if (this.#sayings.size >= mostSayings) await Promise.race(this.#sayings);
  }

  async become(token: string): Promise<void> {
    this.#parts.onBecome(token);
    await this.session.quit();
  }

  async quit(farewell?: string): Promise<void> {
    const { session } = this;
    await session.quit(farewell);
    session.transport.close(closeCodes.normal.code, textsOf(session.locale).farewell());
  }

  /** Resolves when all that was said is acknowledged on the screen, or was refused. */
  async settled(): Promise<void> {
    await Promise.all(this.#sayings);
    await this.#parts.reading.reached(this.#lastOwn);
  }

  /** The id is for the log alone: a line comes once, and is not sent again. Never rejects. */
  async #send(saying: Saying): Promise<void> {
    this.#said += 1;
    try {
      const { seq } = await this.session.say({ id: `${this.session.id}-${this.#said}`, ...saying });
      this.#lastOwn = Math.max(this.#lastOwn, seq);
    } catch (error) {
      await this.#explain(error, "message");
    }
  }

  async #obey(invocation: CommandInvocation): Promise<void> {
    await this.settled();
    if (showing.has(invocation.command)) {
      // What is in memory is shown without waiting for anything: many of these in one turn would hold everybody up.
      await nextTurn();
      if (this.#parts.gone.aborted) return;
    }
    if (!(await this.#isInTurn(invocation.command))) return;
    this.session.logger.info({ command: invocation.command }, "command");
    try {
      await perform(this, invocation);
    } catch (error) {
      await this.#explain(error, invocation.command);
    }
  }

  async #explain(error: unknown, command: string): Promise<void> {
    if (error instanceof ChatError) await this.#refuse(error.code, error.in(this.session.locale), command);
    else this.#parts.onError(error);
  }

  /** What was typed cannot be; the answer comes behind those to what was typed before. */
  async #correct(refusal: string, sentence: string): Promise<void> {
    await this.settled();
    if (await this.#isInTurn(refusal)) await this.#refuse(refusal, sentence);
  }

  /** Whatever is answered counts, also what was mistyped. */
  async #isInTurn(command: string): Promise<boolean> {
    const { turnstile } = this.session;
    const kind = kindOfCommand(command);
    await untilFree(() => turnstile.commandWaitMs(kind), this.#parts.gone);
    try {
      turnstile.command(kind);
      return true;
    } catch (error) {
      await this.#explain(error, command);
      return false;
    }
  }

  #refuse(refusal: string, sentence: string, command?: string): Promise<void> {
    this.session.refusals.note({ refusal, command });
    return this.screen.print([this.#texts.refusal(sentence)]);
  }

  get #texts(): Texts["lines"] {
    return textsOf(this.session.locale).lines;
  }
}

/** Lines are not refused but waited for: who types faster than allowed is read more slowly. */
const untilFree = async (waitMs: () => number, signal: AbortSignal): Promise<void> => {
  for (let restMs = waitMs(); restMs > 0; restMs = waitMs())
    await sleep(Math.ceil(restMs), undefined, { signal });
};
