import { textsOf } from "@beseda/protocol";
import type { ChatClient, CommandOutcome, RoomTimeline, ServerInvocation, Way } from "../chat-client.ts";
import type { ChatApi } from "../connection/connection.ts";
import type { Naming } from "../naming.ts";
import { aheadOf } from "../outbox/ahead.ts";
import { inputOf, type Writer } from "../outbox/writer.ts";
import { RefusedError } from "../refused-error.ts";
import type { StoredCommand } from "../storage.ts";
import { invocationFrom, isKept, leads, typedOf } from "./kinds.ts";
import { perform, type Performance } from "./perform.ts";

export interface CommandsParts {
  readonly writer: () => Pick<Writer, "command" | "write" | "outbox">;
  readonly naming: Pick<Naming, "follow" | "asked">;
  readonly api: () => Promise<ChatApi>;
  /** The context that all commands share. */
  readonly performance: () => Omit<Performance, "api" | "room">;
}

/** A command that was kept, as it is carried out. */
export interface KeptCommand {
  readonly api: ChatApi;
  readonly command: StoredCommand;
  /** The room that the command is about, where it names none. */
  readonly room: string;
}

/** A person's commands: those that change something are kept and carried out in turn, the others at once (CLI-2). */
export class Commands {
  readonly #parts: CommandsParts;

  constructor(parts: CommandsParts) {
    this.#parts = parts;
  }

  go({ room, invocation: typed }: Parameters<ChatClient["go"]>[0]): Way {
    const { naming, performance } = this.#parts;
    const invocation = settled(typed, performance().chat.snapshot().timelines.get(room));
    const writer = this.#parts.writer();
    if (!isKept(invocation)) return { ahead: room, outcome: this.#ask(room, invocation) };
    const { command: name, arguments: given } = invocation;
    const { id, outcome } = writer.command({ name, arguments: given, room, text: typedOf(invocation) });
    if (name === "nick") naming.follow(outcome);
    const ahead = leads(invocation, room) ? aheadOf(id) : room;
    if (invocation.command !== "msg") return { ahead, outcome };
    return { ahead, outcome, key: writer.write({ room: ahead, text: invocation.arguments.text }) };
  }

  /** Carries out a command, kept by this or an earlier version, whose turn it is. */
  async perform({ api, command, room }: KeptCommand): Promise<CommandOutcome> {
    const performance = this.#parts.performance();
    const invocation = invocationFrom(command);
    if (invocation) return perform({ ...performance, api, room }, invocation);
    const { unknownCommand } = textsOf(performance.locale).lines;
    throw new RefusedError("bad-input", unknownCommand(command.name, undefined));
  }

  /** Asks for something that changes nothing, or is a secret, now or not at all. */
  async #ask(room: string, invocation: ServerInvocation): Promise<CommandOutcome> {
    const { naming, writer, performance } = this.#parts;
    const name = invocation.command === "register" ? await naming.asked() : undefined;
    const known = await this.#parts.api();
    const api = name === undefined ? known : { ...known, ask: withName(known, name) };
    return perform({ ...performance(), api, room: writer().outbox.roomOf(room) }, invocation);
  }
}

/** Settles by what is visible at typing whether a reaction is set or unset: a retry never flips it (MSG-3). */
const settled = (invocation: ServerInvocation, timeline: RoomTimeline | undefined): ServerInvocation => {
  if (invocation.command !== "react" || invocation.arguments.withdrawn !== undefined) return invocation;
  const { seq, emoji } = invocation.arguments;
  const withdrawn =
    timeline?.items.some(
      (item) =>
        item.kind === "message" &&
        item.seq === seq &&
        item.reactions?.some((reaction) => reaction.emoji === emoji && reaction.own),
    ) ?? false;
  return { ...invocation, arguments: { ...invocation.arguments, withdrawn } };
};

/** Returns `ask` with a name added to the input. */
const withName =
  (api: ChatApi, name: string): ChatApi["ask"] =>
  (procedure) =>
    api.ask({ ...procedure, input: { ...inputOf(procedure.input), name } });
