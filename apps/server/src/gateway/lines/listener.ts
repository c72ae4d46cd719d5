import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import {
  callOf,
  characters,
  ChatError,
  cleanName,
  cleanText,
  closeCodes,
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
import { callProcedure } from "../../commands/caller.ts";
import type { Context } from "../../commands/context.ts";
import { kindOfCommand, kindOfProcedure, type CommandKind } from "../../limits/command-kind.ts";
import type { Session } from "../../session/session.ts";
import type { TypedLine } from "./line-splitter.ts";
import { mayBeName, meansLeaving } from "./habits.ts";
import { refusedBy, type ClientId, type Refused } from "./line-format.ts";
import { runCommand } from "./run-command.ts";
import type { Screen } from "./screen.ts";
import type { Saying, Talk } from "./command-context.ts";

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

/** Why it is asked first whether something is to be said (CLI-3, PRG-5). */
interface Doubt {
  readonly code: string;
  readonly question: string;
}

const ignored = (): undefined => undefined;

/** Messages of one person that may be on their way to the disk at once. */
const mostSayings = 32;

/** Of a wish for a name so much is looked at: it is too long anyhow. */
const longestWish = 1024;

/** Keys that nobody knows, of one object, that are told. */
const mostKeys = 5;

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
  readonly context: Context;
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
    this.context = parts.context;
    this.session = parts.context.session;
    this.screen = parts.screen;
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
        return this.#sayUnless(this.#secret, { room: this.screen.room, text: line.text }).then(ignored);
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
    if (!(await this.#sayUnless(this.#leaving(text), { room: this.screen.room, text })) || !isFirst) return;
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
    if (parseLine(text).kind === "empty") return;
    const doubt = looksSecret(text) ? this.#secret : this.#leaving(text);
    await this.#sayUnless(doubt, { ...saying, text });
  }

  /** What there is doubt about is said when it comes once more; @returns whether it was. */
  async #sayUnless(doubt: Doubt | undefined, saying: Saying): Promise<boolean> {
    const { text } = saying;
    const isMeant = !doubt || text === this.#doubted;
    this.#doubted = isMeant ? undefined : text;
    if (isMeant) await this.say(saying);
    else await this.correct(doubt.code, doubt.question, saying.called);
    return isMeant;
  }

  get #secret(): Doubt {
    return { code: "doubtful", question: this.#texts.doubtful() };
  }

  #leaving(text: string): Doubt | undefined {
    return meansLeaving(text)
      ? { code: "means-leaving", question: this.#texts.notLeft(text.trim()) }
      : undefined;
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
      await this.#explain(error, "nick");
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
    if (length > limit) return this.correct("too-long", this.#texts.tooLong(length, limit), saying.called);
    const { limiter } = this.session;
    await untilFree(() => limiter.messageWaitMs, this.#parts.gone);
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
    await this.#parts.subscriber.reached(this.#lastOwn);
  }

  /** The id is for the log alone: a line comes once, and is not sent again. Never rejects. */
  async #send({ called, ...saying }: Saying): Promise<void> {
    this.#said += 1;
    const id = `${this.session.id}-${this.#said}`;
    if (called !== undefined) this.screen.call(id, called);
    try {
      const { seq } = await this.session.say({ id, ...saying });
      this.#lastOwn = Math.max(this.#lastOwn, seq);
    } catch (error) {
      await this.#explain(error, "message", this.screen.calledOf(id));
    }
  }

  /** Carries out a command; @returns whether that was possible */
  async obey(invocation: CommandInvocation): Promise<boolean> {
    await this.settled();
    if (showing.has(invocation.command)) {
      // What is in memory is shown without waiting for anything: many of these in one turn would hold everybody up.
      await nextTurn();
      if (this.#parts.gone.aborted) return false;
    }
    const { command } = invocation;
    const call = callOf(invocation, this.screen);
    if (call) await this.#untilFree(kindOfProcedure(call.procedure.path, call.procedure.type));
    else if (!(await this.#isInTurn(command))) return false;
    else this.session.logger.info({ command }, "command");
    try {
      await runCommand(this, invocation);
      return true;
    } catch (error) {
      await this.#explain(error, command);
      return false;
    }
  }

  async #explain(error: unknown, command: string, called?: ClientId): Promise<void> {
    if (error instanceof ChatError)
      await this.#refuse(refusedBy(error, this.session.locale, called), command);
    else this.#parts.onError(error);
  }

  /** What was typed cannot be; the answer comes behind those to what was typed before. */
  async correct(code: string, sentence: string, called?: ClientId): Promise<void> {
    await this.settled();
    if (await this.#isInTurn(code)) await this.#refuse({ code, sentence, id: called });
  }

  /** Whatever is answered counts, also what was mistyped; what a procedure answers is counted there. */
  async #isInTurn(command: string): Promise<boolean> {
    const kind = kindOfCommand(command);
    await this.#untilFree(kind);
    try {
      this.session.limiter.command(kind);
      return true;
    } catch (error) {
      await this.#explain(error, command);
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

/** Lines are not refused but waited for: who types faster than allowed is read more slowly. */
const untilFree = async (waitMs: () => number, signal: AbortSignal): Promise<void> => {
  for (let restMs = waitMs(); restMs > 0; restMs = waitMs())
    await sleep(Math.ceil(restMs), undefined, { signal });
};
