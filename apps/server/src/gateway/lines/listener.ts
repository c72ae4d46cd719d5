import { setImmediate as nextTurn } from "node:timers/promises";
import {
  callOf,
  characters,
  ChatError,
  cleanName,
  cleanText,
  closeCodes,
  commandTable,
  type CommandInvocation,
  type GatewayTexts,
  gatewayTextsOf,
  looksSecret,
  misuseOf,
  parseLine,
  procedures,
  strangeJsonKeys,
  textsOf,
} from "@beseda/protocol";
import type { Subscriber } from "../../delivery/subscriber.ts";
import { callProcedure } from "../../commands/call-procedure.ts";
import type { Context } from "../../commands/context.ts";
import { kindOfCommand, kindOfProcedure, type CommandKind } from "../../limits/command-kind.ts";
import type { Session } from "../../session/session.ts";
import type { TypedLine } from "./line-splitter.ts";
import { mayBeName } from "./habits.ts";
import { refusedBy, type ClientId, type Refused } from "./line-format.ts";
import { onlyShows, runCommand } from "./run-command.ts";
import type { Screen } from "./screen.ts";
import type { CommandContext, Saying } from "./command-context.ts";
import { maybeLeaving, maybeSecret, type Doubt } from "./doubts.ts";
import { Sayings } from "./sayings.ts";
import { untilFree } from "./until-free.ts";

export interface ListenerParts {
  readonly context: Context;
  readonly screen: Screen;
  /** What shows this person the records. */
  readonly subscriber: Pick<Subscriber, "reached">;
  /** Aborted when nobody is there any more. */
  readonly gone: AbortSignal;
  /** Told the token with which the same person comes again when this session has ended. */
  readonly onBecome: (token: string) => void;
  /** Told of what is no refusal but a mistake of the server's. */
  readonly onError: (error: unknown) => void;
}

const ignored = (): undefined => undefined;

/** Of a wish for a name so much is looked at: it is too long anyhow. */
const longestWish = 1024;

/** Keys that nobody knows, of one object, that are told. */
const mostKeys = 5;

/**
 * Takes what a person types, line by line. Messages follow each other without waiting for the disk; a command waits
 * until all that was said before it is on the screen, so that what is typed after it finds what it has done.
 */
export class Listener implements CommandContext {
  readonly session: Session;
  readonly context: Context;
  readonly screen: Screen;
  readonly #parts: ListenerParts;
  readonly #sayings: Sayings;
  #isFirstText = true;
  /** What was asked about last: the same line once more is an answer. */
  #doubted: string | undefined;

  constructor(parts: ListenerParts) {
    this.#parts = parts;
    this.context = parts.context;
    this.session = parts.context.session;
    this.screen = parts.screen;
    this.#sayings = new Sayings({
      session: this.session,
      screen: parts.screen,
      subscriber: parts.subscriber,
      gone: parts.gone,
      onRefused: (error, called) => this.#explain(error, procedures.message.send.path, called),
    });
  }

  /**
   * Resolves when the next line may come.
   * @throws `AbortError` where it would have to wait and nobody is there any more
   */
  hear(typed: TypedLine): Promise<void> {
    if ("notUtf8" in typed) return this.correct("not-utf8", this.#texts.notUtf8());
    const line = parseLine(typed.text);
    switch (line.kind) {
      case "empty":
        return Promise.resolve();
      case "text":
        return this.#hearText(line.text);
      case "doubtful":
        return this.#sayUnless(maybeSecret(this.#texts), { room: this.screen.room, text: line.text }).then(
          ignored,
        );
      case "command":
        return this.obey(line.invocation).then(ignored);
      case "unknown":
        return this.correct("unknown-command", this.#texts.unknownCommand(line.typed, line.meant));
      case "misused":
        return this.correct("misused-command", misuseOf(line.command, this.session.locale));
    }
  }

  /** Some programs mean something else by a line than what a person would (PRG-4, PRG-7). */
  async #hearText(text: string): Promise<void> {
    const isFirst = this.#isFirstText;
    this.#isFirstText = false;
    const doubt = maybeLeaving(text, this.#texts);
    if (!(await this.#sayUnless(doubt, { room: this.screen.room, text })) || !isFirst) return;
    const isNameless = this.session.name === this.session.clientId;
    const unknown = strangeJsonKeys(text) ?? [];
    const hints = [
      ...(isNameless && mayBeName(text) ? [this.#texts.mayBeName(text)] : []),
      ...(unknown.length > 0 ? [this.#texts.unknownKeys(unknown.slice(0, mostKeys))] : []),
    ];
    if (hints.length === 0) return;
    await this.settled();
    await this.screen.print(hints);
  }

  /** Says a text as it is, also one that begins like a command (PRG-7). */
  async hearSaid(saying: Saying): Promise<void> {
    const text = cleanText(saying.text).trimEnd();
    if (parseLine(text).kind === "empty") return this.correct("bad-json", this.#texts.notJson("no-text"));
    const doubt = looksSecret(text) ? maybeSecret(this.#texts) : maybeLeaving(text, this.#texts);
    await this.#sayUnless(doubt, { ...saying, text });
  }

  /** What there is doubt about is said when it comes once more; @returns whether it was. */
  async #sayUnless(doubt: Doubt | undefined, saying: Saying): Promise<boolean> {
    const { text } = saying;
    const isMeant = !doubt || text === this.#doubted;
    this.#doubted = isMeant ? undefined : text;
    if (isMeant) await this.say(saying);
    else await this.correct(doubt.code, doubt.question);
    return isMeant;
  }

  /** Takes the name that a program introduces itself by; a refusal leaves it without one. */
  async introduce(name: string): Promise<void> {
    await this.settled();
    try {
      await this.#untilFree("change");
      await callProcedure(this.context, {
        procedure: procedures.session.rename,
        input: { name: cleanName(name).slice(0, longestWish) },
      });
    } catch (error) {
      await this.#explain(error, procedures.session.rename.path);
    }
  }

  /** Goes into a room as `/join` does; @returns whether one is there */
  async enter(room: string): Promise<boolean> {
    const line = parseLine(`/join ${room}`);
    if (line.kind === "command") return this.obey(line.invocation);
    await this.correct("misused-command", misuseOf("join", this.session.locale));
    return false;
  }

  async say(saying: Saying): Promise<void> {
    const limit = this.context.services.limits.message_characters;
    const length = characters(saying.text);
    if (length > limit) return this.correct("too-long", this.#texts.tooLong(length, limit));
    return this.#sayings.say(saying);
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
  settled(): Promise<void> {
    return this.#sayings.settled();
  }

  /** Carries out a command; @returns whether that was possible */
  async obey(invocation: CommandInvocation): Promise<boolean> {
    await this.settled();
    if (onlyShows(invocation.command)) {
      // What is in memory is shown without waiting for anything: many of these in one turn would hold everybody up.
      await nextTurn();
      if (this.#parts.gone.aborted) return false;
    }
    // As it is named in the server's log, whatever it came by.
    const command = commandTable[invocation.command].procedure ?? invocation.command;
    const call = callOf(invocation, this.screen);
    if (call) await this.#untilFree(kindOfProcedure(call.procedure.path, call.procedure.type));
    else if (!(await this.#isInTurn(invocation.command))) return false;
    else this.session.logger.info({ command }, "command");
    try {
      await runCommand(this, invocation);
      return true;
    } catch (error) {
      await this.#explain(error, command, this.screen.answered());
      return false;
    }
  }

  async #explain(error: unknown, command: string, called?: ClientId): Promise<void> {
    if (error instanceof ChatError)
      await this.#refuse(refusedBy(error, this.session.locale, called), command);
    else this.#parts.onError(error);
  }

  /** What was typed cannot be; the answer comes behind those to what was typed before. */
  async correct(code: string, sentence: string): Promise<void> {
    await this.settled();
    if (await this.#isInTurn(code)) await this.#refuse({ code, sentence, id: this.screen.answered() });
  }

  /** Whatever is answered counts, also what was mistyped; what a procedure answers is counted there. */
  async #isInTurn(command: string): Promise<boolean> {
    const kind = kindOfCommand(command);
    await this.#untilFree(kind);
    try {
      this.session.limiter.command(kind);
      return true;
    } catch (error) {
      await this.#explain(error, command, this.screen.answered());
      return false;
    }
  }

  #untilFree(kind: CommandKind): Promise<void> {
    const { limiter } = this.session;
    return untilFree(() => limiter.commandWaitMs(kind), this.#parts.gone);
  }

  #refuse(refused: Refused, command?: string): Promise<void> {
    this.session.refusals.note({ refusal: refused.code, command });
    return this.screen.refuse(refused);
  }

  get #texts(): GatewayTexts {
    return gatewayTextsOf(this.session.locale);
  }
}
