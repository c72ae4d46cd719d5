import type { Acknowledgement, Locale, Send } from "@beseda/protocol";
import type { Environment } from "../environment.ts";
import { ownReason, type Reason } from "../reason.ts";
import { RefusedError } from "../refused-error.ts";
import { isCommand, type CommandEntry, type OutboxEntry } from "./entry.ts";
import type { Outbox } from "./outbox.ts";
import { Pace } from "./pace.ts";
import { verdictOf } from "../verdict.ts";

/** An identity on a server; an id is unique within it. */
export interface Sender {
  readonly client_id: string;
  readonly log: string;
}

export interface SendingParts {
  readonly outbox: Outbox;
  readonly sender: Sender;
  readonly send: (message: Send) => Promise<Acknowledgement>;
  readonly environment: Environment;
  /** The wait before a message that the server could not take is sent again: retry 0, 1, 2 … */
  readonly backOff: (retry: number) => number;
  /** Carries a command out; resolves with the room that it leads to, if it leads anywhere. */
  readonly perform: (command: CommandEntry, room: string) => Promise<string | undefined>;
  /** The run of the server; it knows the ids of commands only within one run. */
  readonly run: string;
  /** Whether the server recognised this client's token: what it wrote for another log is for this one too (CLI-6). */
  readonly isRecognised: boolean;
  /** Called when a command will not be carried out. */
  readonly onRefused: (id: string, error: RefusedError) => void;
  readonly locale: () => Locale;
}

/** Requests of one moment travel in one frame: three of the longest messages stay within the 64 KiB of a frame. */
const mostInFlight = 3;

/**
 * Empties the outbox over one connection. In each room one message goes after the other, since the server carries out
 * the requests of one frame side by side: what is read is in the order in which it was typed. After a loss the next
 * connection's sending begins with the same messages and the same ids, so any number of tries is one record (DEL-1).
 */
export class Sending {
  readonly #parts: SendingParts;
  /** Rooms with a message in flight, or whose next one has to wait. */
  readonly #busy = new Set<string>();
  /** The refusals of a message so far, by its id. */
  readonly #refusals = new Map<string, readonly RefusedError[]>();
  readonly #pace = new Pace();
  #inFlight = 0;
  #isPerforming = false;
  #isResting = false;
  #stopped = false;

  constructor(parts: SendingParts) {
    this.#parts = parts;
  }

  /** Sends what may be sent now. */
  pump(): void {
    // An entry that is given back makes room for what was typed behind it.
    while (!this.#stopped && this.#sendHeads());
  }

  /** Returns whether one of them was given back. */
  #sendHeads(): boolean {
    let isGivenBack = false;
    for (const entry of this.#parts.outbox.heads()) {
      if (this.#inFlight >= mostInFlight || this.#isResting) return false;
      if (this.#busy.has(entry.message.room)) continue;
      const reason = this.#reasonNotOurs(entry);
      if (reason !== undefined) this.#giveBack(entry, reason);
      else if (isCommand(entry)) this.#begin(entry);
      else this.#launch(entry);
      isGivenBack ||= reason !== undefined;
    }
    return isGivenBack;
  }

  /** Stops sending when the connection is gone; answers that are still on their way are taken. */
  stop(): void {
    this.#stopped = true;
  }

  /** Why an entry by another client, or for another log, is not sent by this one; undefined for its own entries. */
  #reasonNotOurs(entry: OutboxEntry): Reason | undefined {
    const { sender, isRecognised, locale } = this.#parts;
    const { sender: earlier } = entry.message;
    if (earlier === undefined) return undefined;
    const isSame = earlier.client_id === sender.client_id;
    if (earlier.log !== sender.log)
      return isRecognised && isSame ? undefined : ownReason("otherLog", locale());
    const mayBeThere = isCommand(entry) || entry.found || entry.delivery.state === "sent";
    return isSame || !mayBeThere ? undefined : ownReason("otherIdentity", locale());
  }

  #giveBack(entry: OutboxEntry, reason: Reason): void {
    if (isCommand(entry)) this.#refuse(entry, new RefusedError("closed", reason));
    else this.#parts.outbox.failed(entry, reason);
  }

  /** Sends a message once the store has the identity it is sent under: a restart must be able to tell. */
  #launch(entry: OutboxEntry): void {
    const { outbox, sender } = this.#parts;
    const earlier = entry.message.sender;
    if (earlier?.client_id === sender.client_id && earlier.log === sender.log) void this.#transmit(entry);
    else outbox.save({ ...entry, message: { ...entry.message, sender } });
  }

  /**
   * Begins a command. Commands go one after the other, each when all that was typed before it is there: what is
   * said in a room is said before the person leaves it.
   */
  #begin(entry: CommandEntry): void {
    const { outbox, sender, run, locale } = this.#parts;
    if (this.#isPerforming || !outbox.isNext(entry)) return;
    const { command } = entry.message;
    const { begun } = command;
    if (begun === run) return void this.#perform(entry);
    if (begun !== undefined && !isRepeatable(command.name))
      return this.#refuse(entry, new RefusedError("timeout", ownReason("mayBeDone", locale())));
    outbox.save({ ...entry, message: { ...entry.message, sender, command: { ...command, begun: run } } });
  }

  async #perform(entry: CommandEntry): Promise<void> {
    const { outbox, perform } = this.#parts;
    const { room } = entry.message;
    this.#isPerforming = true;
    this.#busy.add(room);
    outbox.sent(entry);
    try {
      outbox.arrived(entry, await perform(entry, outbox.roomOf(entry.message.command.room)));
      this.#free(room);
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      this.#notPerformed(entry, error);
    } finally {
      this.#isPerforming = false;
    }
    this.pump();
  }

  #notPerformed(entry: CommandEntry, error: RefusedError): void {
    const { environment, backOff } = this.#parts;
    const { id, room } = entry.message;
    const earlier = this.#refusals.get(id) ?? [];
    const verdict = verdictOf(error, earlier);
    if (verdict.kind === "failed") {
      this.#free(room);
      this.#refuse(entry, error);
    }
    if (verdict.kind !== "again") return;
    this.#refusals.set(id, [...earlier, error]);
    environment.after(verdict.afterMs ?? backOff(earlier.length), () => {
      this.#free(room);
      this.pump();
    });
  }

  #refuse(entry: CommandEntry, error: RefusedError): void {
    this.#parts.outbox.refused(entry, error.reason);
    this.#parts.onRefused(entry.message.id, error);
  }

  async #transmit(entry: OutboxEntry): Promise<void> {
    const { outbox, send } = this.#parts;
    const { id, room, text, reply_to, action } = entry.message;
    const message = {
      id,
      room,
      text,
      ...(reply_to !== undefined && { reply_to }),
      ...(action && { action }),
    };
    this.#busy.add(room);
    this.#inFlight += 1;
    outbox.sent(entry);
    try {
      outbox.acknowledged(entry, await send(message));
      this.#pace.taken();
      this.#rest();
      this.#free(room);
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      this.#refused(entry, error);
    } finally {
      this.#inFlight -= 1;
    }
    this.pump();
  }

  #refused(entry: OutboxEntry, error: RefusedError): void {
    const { environment, backOff, outbox } = this.#parts;
    const { id, room } = entry.message;
    const earlier = this.#refusals.get(id) ?? [];
    const verdict = verdictOf(error, earlier);
    switch (verdict.kind) {
      case "failed":
        outbox.failed(entry, error.reason);
        this.#free(room);
        return;
      case "again":
        if (error.code === "rate") this.#pace.refused(error.retryAfterMs ?? 0);
        this.#refusals.set(id, [...earlier, error]);
        environment.after(verdict.afterMs ?? backOff(earlier.length), () => {
          this.#free(room);
          this.pump();
        });
        return;
      case "next-connection":
    }
  }

  /** Pauses to keep to the pace that the server takes. */
  #rest(): void {
    const { intervalMs } = this.#pace;
    if (intervalMs === 0) return;
    this.#isResting = true;
    this.#parts.environment.after(intervalMs, () => {
      this.#isResting = false;
      this.pump();
    });
  }

  #free(room: string): void {
    this.#busy.delete(room);
  }
}

/** Whether a command may be asked for a second time without being there twice. */
const isRepeatable = (name: string): boolean => repeatable.has(name);
const repeatable: ReadonlySet<string> = new Set([
  "msg",
  "join",
  "part",
  "nick",
  "block",
  "unblock",
  "decline",
]);
