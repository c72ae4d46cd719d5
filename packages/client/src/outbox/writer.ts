import { lobby, sendSchema, textsOf, type Acknowledgement, type Locale, type Send } from "@beseda/protocol";
import type { ChatClient, CommandOutcome, UnseenMention } from "../chat-client.ts";
import type { ChatApi } from "../connection/connection.ts";
import type { Environment } from "../environment.ts";
import { ownReason, type Reason } from "../reason.ts";
import { RefusedError } from "../refused-error.ts";
import type { ClientStorage, StoredCommand } from "../storage.ts";
import { aheadOf, isAhead } from "./ahead.ts";
import { isCommand, type CommandEntry } from "./entry.ts";
import { OutboxStore } from "./outbox-store.ts";
import { Outbox } from "./outbox.ts";
import { Sending, type Sender } from "./sending.ts";

export interface WriterParts {
  readonly storage: ClientStorage;
  readonly environment: Environment;
  /** The wait before a message is sent again: retry 0, 1, 2 … */
  readonly backOff: (retry: number) => number;
  readonly locale: () => Locale;
  /** The identity that messages are sent under, as far as the server has reported it. */
  readonly sender: () => Sender | undefined;
  /** Called when the waiting messages of a room have changed. */
  readonly onChange: (room: string) => void;
  readonly onStorageError: (error: unknown) => void;
  /** Called when the storage has all that it was to keep. */
  readonly onKept: () => void;
  /** Carries a command out, about a room. */
  readonly perform: (request: {
    readonly api: ChatApi;
    readonly command: StoredCommand;
    readonly room: string;
  }) => Promise<CommandOutcome>;
}

/** A command as it was typed. */
export interface TypedCommand {
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly room: string;
  /** The command as text for a person. */
  readonly text: string;
}

/** The most messages with unseen mentions that are told of. */
const mostUnseen = 20;

/** Makes what a person types records of the server: an outbox, and its sending while there is a connection. */
export class Writer {
  readonly outbox: Outbox;
  readonly #parts: WriterParts;
  readonly #store: OutboxStore;
  #sending: Sending | undefined;
  #turn = 0;
  #unseen: readonly UnseenMention[] = [];
  #restoring: Promise<void> = Promise.resolve();
  /** Callers that wait for the result of a command, by its id. */
  readonly #asking = new Map<string, PromiseWithResolvers<CommandOutcome>>();

  constructor(parts: WriterParts) {
    this.#parts = parts;
    this.#store = new OutboxStore(parts.storage, parts.onStorageError);
    this.outbox = new Outbox({
      store: this.#store,
      onChange: parts.onChange,
      onKept: parts.onKept,
      now: () => parts.environment.now(),
      onDiscarded: (id) => {
        this.#refused(id, new RefusedError("closed", ownReason("discardedElsewhere", parts.locale())));
      },
      onReady: () => this.#sending?.pump(),
    });
  }

  /** Messages that mention people who do not see them, the newest last. */
  get unseenMentions(): readonly UnseenMention[] {
    return this.#unseen;
  }

  /** Takes a message as it was typed; returns its id. A message that no server would take fails at once. */
  write(message: Parameters<ChatClient["send"]>[0]): string {
    const { environment, locale, sender } = this.#parts;
    const id = environment.newId();
    const { room } = message;
    const { data, error } = sendSchema.safeParse({ ...message, room: isAhead(room) ? lobby : room, id });
    const [issue] = error?.issues ?? [];
    const { text, reply_to, action } = data ?? message;
    const as = sender();
    this.outbox.add({
      id,
      room,
      text,
      ...(reply_to !== undefined && { reply_to }),
      ...(action && { action }),
      time: new Date(environment.now()).toISOString(),
      ...(as && { sender: as }),
      ...(issue && {
        failed: textsOf(locale()).errors["bad-input"](issue.message),
        why: { code: "bad-input", values: [issue.message] },
      }),
    });
    return id;
  }

  /**
   * Takes a command as it was typed: it is carried out in its turn, over this connection or a later one (CLI-2).
   * Returns its id, and its outcome.
   */
  command({ text, ...command }: TypedCommand): {
    readonly id: string;
    readonly outcome: Promise<CommandOutcome>;
  } {
    const { environment, sender } = this.#parts;
    const id = environment.newId();
    const asking = Promise.withResolvers<CommandOutcome>();
    this.#asking.set(id, asking);
    const as = sender();
    this.outbox.add({
      id,
      room: aheadOf(id),
      text,
      time: new Date(environment.now()).toISOString(),
      command,
      ...(as && { sender: as }),
    });
    return { id, outcome: asking.promise };
  }

  /** Takes over what the storage has from an earlier client. */
  restore(): Promise<void> {
    this.#restoring = this.outbox.restore();
    return this.#restoring;
  }

  /**
   * Gives back what was written for an earlier log, and what was typed before this one was there, since the server no
   * longer knows this client (CLI-6). Resolves when the storage has that.
   */
  async giveBackBefore(log: string): Promise<void> {
    await this.#restoring;
    await this.outbox.catchUp();
    const reason = ownReason("otherLog", this.#parts.locale());
    for (const entry of this.outbox.waiting()) {
      if (entry.message.sender?.log === log) continue;
      if (!isCommand(entry)) this.outbox.failed(entry, reason);
      else {
        this.outbox.refused(entry, reason);
        this.#refused(entry.message.id, new RefusedError("closed", reason));
      }
    }
    await this.stored();
  }

  /** Gives up, as no connection will come any longer. */
  giveUp(reason: Reason): void {
    this.outbox.giveUp(reason);
    for (const { reject } of this.#asking.values()) reject(new RefusedError("closed", reason));
    this.#asking.clear();
  }

  /** Sends over a new connection what waits, including what other tabs and terminals left behind. */
  async open(
    api: ChatApi,
    sender: Sender & { readonly run: string; readonly isRecognised: boolean },
  ): Promise<void> {
    this.shut();
    const turn = this.#turn;
    await this.outbox.catchUp();
    if (turn !== this.#turn) return;
    const { environment, backOff, locale } = this.#parts;
    this.#sending = new Sending({
      outbox: this.outbox,
      sender: { client_id: sender.client_id, log: sender.log },
      run: sender.run,
      isRecognised: sender.isRecognised,
      send: (message) => this.#send(api, message),
      perform: (entry, room) => this.#perform(api, entry, room),
      onRefused: (id, error) => {
        this.#refused(id, error);
      },
      environment,
      backOff,
      locale,
    });
    this.#sending.pump();
  }

  async #send(api: ChatApi, message: Send): Promise<Acknowledgement> {
    const acknowledgement = await api.send(message);
    const { cannot_see: names } = acknowledgement;
    if (!names) return acknowledgement;
    const { id: key, room } = message;
    this.#unseen = [...this.#unseen.slice(1 - mostUnseen), { key, room, names }];
    this.#parts.onChange(room);
    return acknowledgement;
  }

  async #perform(
    api: ChatApi,
    { message: { id, command } }: CommandEntry,
    room: string,
  ): Promise<string | undefined> {
    const known: ChatApi = {
      ...api,
      ask: (procedure) =>
        api.ask(
          procedure.kind === "query"
            ? procedure
            : { ...procedure, input: { id, ...inputOf(procedure.input) } },
        ),
    };
    const outcome = await this.#parts.perform({ api: known, command, room }).catch((error: unknown) => {
      if (error instanceof RefusedError) throw error;
      const reason = ownReason("notUnderstood", this.#parts.locale());
      throw new RefusedError("bad-input", reason, { cause: error });
    });
    const asking = this.#asking.get(id);
    this.#asking.delete(id);
    asking?.resolve(outcome);
    return outcome.room;
  }

  /** Reports a refusal at once; the entry is then discarded, unless something was typed behind it. */
  #refused(id: string, error: RefusedError): void {
    const asking = this.#asking.get(id);
    this.#asking.delete(id);
    if (asking && this.outbox.entriesOf(aheadOf(id)).length === 1) this.outbox.discard(id);
    asking?.reject(error);
  }

  /** Stops sending while there is no connection. */
  shut(): void {
    this.#turn += 1;
    this.#sending?.stop();
    this.#sending = undefined;
  }

  /** Resolves when the storage has everything. */
  stored(): Promise<void> {
    return this.#store.idle();
  }
}

export const inputOf = (input: unknown): object => (typeof input === "object" && input !== null ? input : {});
