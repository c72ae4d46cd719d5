import {
  closeCodes,
  textsOf,
  type Locale,
  type RoomSummary,
  type Signal,
  type Welcome,
} from "@beseda/protocol";
import type {
  ChatAccount,
  ChatClient,
  ChatSnapshot,
  CommandOutcome,
  ConnectionState,
  Member,
  Presence,
  ServerInvocation,
  Way,
} from "./chat-client.ts";
import { invocationFrom, isKept, leads, typedOf } from "./commands/kinds.ts";
import { perform } from "./commands/perform.ts";
import { accountOver } from "./account-over.ts";
import { Caller } from "./connection/caller.ts";
import type { ChatApi, Connect } from "./connection/connection.ts";
import { Dialer } from "./connection/dialer.ts";
import { withOwnTimers, type Environment } from "./environment.ts";
import { Identity } from "./identity.ts";
import type { ChatClientOptions } from "./options.ts";
import { aheadOf, isAhead } from "./outbox/ahead.ts";
import type { Sender } from "./outbox/sending.ts";
import { inputOf, Writer } from "./outbox/writer.ts";
import { RefusedError } from "./refused-error.ts";
import { RoomRequests } from "./room-requests.ts";
import { personalAfter, personalIn } from "./signals/personal.ts";
import { Signals } from "./signals/signals.ts";
import { nothingYet, SnapshotStore } from "./snapshot-store.ts";
import type { ClientStorage } from "./storage.ts";
import { memoryStorage } from "./storage/memory-storage.ts";
import { withDeadline } from "./storage/with-deadline.ts";
import type { Diagnosis } from "./connection/diagnosis.ts";
import { sentenceOf } from "./diagnosis-words.ts";
import { clientTexts } from "./texts.ts";
import { Reader } from "./timeline/reader.ts";
import { Timelines } from "./timeline/timelines.ts";

/** What a chat runs on. */
export interface ChatParts {
  readonly environment: Environment;
  /** How long to wait before retry 0, 1, 2 … of anything. */
  readonly backOff: (retry: number) => number;
  /** Looks why no connection came about. */
  readonly explain?: () => Promise<Diagnosis | undefined>;
  readonly connect: (chat: { environment: Environment; locale: () => Locale }) => Connect;
}

interface Errand {
  readonly api: ChatApi;
  readonly room: string;
  readonly invocation: ServerInvocation;
}

/** The chat of one person: puts the connection, the outbox and the reader together. */
export class Chat implements ChatClient {
  readonly #options: ChatClientOptions;
  readonly #environment: ReturnType<typeof withOwnTimers>;
  readonly #identity: Identity;
  readonly #store: SnapshotStore;
  readonly #dialer: Dialer;
  readonly #caller: Caller;
  readonly #writer: Writer;
  readonly #reader: Reader;
  readonly #rooms: RoomRequests;
  readonly #signals: Signals;
  /** Who the token that is kept stands for: who was greeted for a moment as somebody else has written nothing as them. */
  #sender: Sender | undefined;
  #renaming: Promise<void> = Promise.resolve();

  constructor(options: ChatClientOptions, { environment, backOff, explain, connect }: ChatParts) {
    this.#options = options;
    this.#environment = withOwnTimers(environment);
    const storage = withDeadline(options.storage ?? memoryStorage(), this.#environment);
    const onStorageError = (error: unknown): void => {
      this.#storageFailed(error);
    };
    this.#identity = new Identity({ options, storage, onStorageError });
    const timelines = new Timelines({
      viewer: () => this.#store.parts.me,
      entriesOf: (room) => this.#writer.outbox.entriesOf(room),
      hasOlder: (room) => this.#reader.hasOlder(room),
      isArriving: (room) => this.#reader.isArriving(room),
    });
    this.#writer = new Writer({
      storage,
      environment: this.#environment,
      backOff,
      locale: () => this.#locale,
      sender: () => this.#sender,
      onChange: (room) => {
        timelines.touch(room);
        this.#store.touch();
      },
      onStorageError,
      perform: async ({ api, command, room }) => {
        const invocation = invocationFrom(command);
        if (invocation) return this.#perform({ api, room, invocation });
        const { unknownCommand } = textsOf(this.#locale).lines;
        throw new RefusedError("bad-input", unknownCommand(command.name, undefined));
      },
    });
    this.#store = new SnapshotStore(nothingYet, (parts) => ({
      ...parts,
      timelines: timelines.show(),
      unsent: this.#writer.outbox.unsent,
    }));
    this.#signals = new Signals({
      environment: this.#environment,
      me: () => this.#store.parts.me?.client_id,
      isBlocked: (clientId) => this.#store.parts.blocked.has(clientId),
      herald: () => this.#dialer.online?.api,
      onChange: (company) => {
        this.#store.set(company);
      },
    });
    this.#reader = new Reader({
      store: this.#store,
      timelines,
      outbox: this.#writer.outbox,
      history: async (query) => (await this.#caller.api()).history(query),
      environment: this.#environment,
      backOff,
      onRenamed: (name) => {
        this.#identity.rename(name);
      },
      onNews: (record) => {
        this.#signals.follow(record);
      },
      onUnknownRoom: () => {
        void this.refreshRooms().catch(onlyRefused);
      },
    });
    this.#rooms = new RoomRequests({ api: () => this.#caller.api(), reader: this.#reader });
    this.#dialer = new Dialer({
      connect: connect({ environment: this.#environment, locale: () => this.#locale }),
      environment: this.#environment,
      backOff,
      introduction: () => this.#identity.introduction,
      cursor: () => this.#reader.cursor,
      onWelcome: (welcome, shown) => void this.#welcomed(welcome, shown),
      onRecords: (records) => {
        this.#reader.receive(records);
      },
      onSignals: (signals) => {
        this.#hearPersonal(signals);
        this.#signals.hear(signals);
      },
      onState: (state) => {
        this.#stateChanged(state);
      },
      noGreeting: () => clientTexts(this.#locale).noGreeting,
      explain: explain && (async () => sentenceOf(await explain(), this.#locale)),
    });
    this.#caller = new Caller({
      dialer: this.#dialer,
      environment: this.#environment,
      locale: () => this.#locale,
    });
    void this.#start(storage);
  }

  snapshot(): ChatSnapshot {
    return this.#store.snapshot();
  }

  subscribe(listener: () => void): () => void {
    return this.#store.subscribe(listener);
  }

  send(message: Parameters<ChatClient["send"]>[0]): string {
    this.typing(message.room, false);
    return this.#writer.write(message);
  }

  retry(key: string): void {
    this.#writer.outbox.retry(key);
  }

  discard(key: string): void {
    this.#writer.outbox.discard(key);
  }

  settled(): Promise<void> {
    return this.#writer.outbox.settled();
  }

  loadOlder(room: string): Promise<void> {
    return this.#reader.loadOlder(room);
  }

  go({ room, invocation }: Parameters<ChatClient["go"]>[0]): Way {
    if (!isKept(invocation)) return { ahead: room, outcome: this.#ask(room, invocation) };
    const { command: name, arguments: given } = invocation;
    const { id, outcome } = this.#writer.command({ name, arguments: given, room, text: typedOf(invocation) });
    if (name === "nick") this.#renaming = outcome.then(() => undefined, onlyRefused);
    const ahead = leads(invocation, room) ? aheadOf(id) : room;
    if (invocation.command !== "msg") return { ahead, outcome };
    return { ahead, outcome, key: this.#writer.write({ room: ahead, text: invocation.arguments.text }) };
  }

  perform(command: Parameters<ChatClient["perform"]>[0]): Promise<CommandOutcome> {
    return this.go(command).outcome;
  }

  /** What changes nothing, or is a secret, is asked for now or not at all. */
  async #ask(room: string, invocation: ServerInvocation): Promise<CommandOutcome> {
    const name = invocation.command === "register" ? await this.#nameAsked() : undefined;
    const known = await this.#caller.api();
    const api = name === undefined ? known : { ...known, ask: withName(known, name) };
    return this.#perform({ api, room: this.#writer.outbox.roomOf(room), invocation });
  }

  #perform({ api, room, invocation }: Errand): Promise<CommandOutcome> {
    const addRoom = (summary: RoomSummary): void => {
      this.#reader.addRoom(summary);
    };
    const { pageAddress } = this.#options;
    const renamed = (name: string): void => {
      this.#renamed(name);
    };
    return perform(
      { api, chat: this, locale: this.#locale, room, addRoom, renamed, pageAddress },
      invocation,
    );
  }

  members(room: string): Promise<readonly Member[]> {
    return this.#rooms.members(room);
  }

  direct(name: string): Promise<string> {
    return this.#rooms.direct(name);
  }

  typing(room: string, isTyping: boolean): void {
    if (!isAhead(room)) this.#signals.typing(room, isTyping);
  }

  setPresence(presence: Presence): void {
    this.#signals.setPresence(presence);
  }

  get account(): ChatAccount {
    return accountOver(
      () => this.#caller.api(),
      () => this.#nameAsked(),
    );
  }

  rename(name: string): Promise<void> {
    const renaming = this.#rename(name);
    this.#renaming = renaming.catch(onlyRefused);
    return renaming;
  }

  async #rename(name: string): Promise<void> {
    const api = await this.#caller.api();
    this.#renamed(await api.rename(name));
  }

  #renamed(name: string): void {
    this.#identity.rename(name);
    this.#reader.setName(name);
  }

  speak(locale: Locale): void {
    if (this.#identity.locale === locale) return;
    this.#identity.locale = locale;
    this.#tellLanguage();
  }

  /** Lost with a connection, it is told again at the next greeting: a session that goes on speaks as it did. */
  #tellLanguage(): void {
    const { locale } = this.#identity;
    const saying = this.#dialer.online?.api.ask({
      kind: "mutation",
      path: "session.speak",
      input: { locale },
    });
    void saying?.catch(onlyRefused);
  }

  /** What one is called when one asks for it to be kept: a name that was asked for before is waited for (CLI-7). */
  async #nameAsked(): Promise<string | undefined> {
    await this.#renaming;
    return this.#store.parts.me?.name;
  }

  join(room: string): Promise<void> {
    return this.#rooms.join(room);
  }

  leave(room: string): Promise<void> {
    return this.#rooms.leave(room);
  }

  refreshRooms(): Promise<void> {
    return this.#rooms.refresh();
  }

  reconnectNow(): void {
    this.#dialer.dial();
  }

  async quit(farewell?: string): Promise<string> {
    const connection = this.#dialer.online;
    this.#dialer.expectEnd();
    const said = connection && (await this.#caller.quit(connection.api, farewell));
    const reason = said ?? textsOf(this.#locale).farewell();
    this.#dialer.end({ code: closeCodes.normal.code, reason });
    await this.#release();
    return reason;
  }

  async close(): Promise<void> {
    const { code, reason } = closeCodes.goingAway;
    this.#dialer.end({ code, reason: reason[this.#locale] }, closeCodes.leaving.code);
    await this.#release();
  }

  get #locale(): Locale {
    return this.#identity.locale ?? this.#store.parts.welcome?.locale ?? "en";
  }

  async #restore(storage: ClientStorage): Promise<void> {
    await this.#writer.restore();
    try {
      const places = (await storage.unreadable?.()) ?? [];
      if (places.length > 0)
        this.#store.set({ storageProblem: clientTexts(this.#locale).unreadable(places) });
    } catch (error) {
      this.#storageFailed(error);
    }
  }

  async #start(storage: ClientStorage): Promise<void> {
    void this.#restore(storage);
    await this.#identity.restore();
    this.#dialer.dial();
  }

  async #welcomed(welcome: Welcome, shown: string | undefined): Promise<void> {
    const { token } = welcome;
    const isRecognised = token === shown;
    const isCurrent = (): boolean => this.#store.parts.welcome === welcome;
    this.#writer.shut();
    this.#store.set(personalIn(welcome));
    this.#reader.begin(welcome);
    this.#signals.begin();
    const { locale } = this.#identity;
    if (locale !== undefined && welcome.locale !== locale) this.#tellLanguage();
    if (welcome.rooms_before !== undefined) void this.refreshRooms().catch(onlyRefused);
    // Before the token by which that could be told is written over.
    if (shown !== undefined && !isRecognised) await this.#writer.giveBackBefore(welcome.log);
    if (!isCurrent()) return;
    // Before anything is sent: an id is known to the server together with the client that the token stands for.
    const isOurs = await this.#identity.keep({ token, session: welcome.session, shown });
    if (!isCurrent()) return;
    if (!isOurs) return this.#dialer.redial();
    this.#sender = senderOf(welcome);
    const { online } = this.#dialer;
    if (online)
      await this.#writer.open(online.api, {
        ...senderOf(welcome),
        run: welcome.run ?? welcome.log,
        isRecognised,
      });
  }

  #hearPersonal(signals: readonly Signal[]): void {
    for (const signal of signals) {
      const change = personalAfter(signal);
      if (change) this.#store.set(change);
    }
    if (signals.some(({ kind }) => kind === "blocked")) this.#signals.review();
  }

  #stateChanged(state: ConnectionState): void {
    this.#store.set({ connection: state });
    if (state.phase !== "online") {
      this.#writer.shut();
      this.#signals.end();
    }
    if (state.phase === "ended") this.#writer.giveUp(state.reason);
    this.#caller.look();
  }

  async #release(): Promise<void> {
    await this.#writer.stored();
    this.#environment.stop();
  }

  #storageFailed(error: unknown): void {
    const problem = error instanceof Error ? error.message : String(error);
    this.#store.set({ storageProblem: clientTexts(this.#locale).notKept(problem) });
  }
}

/** What is asked for is asked for under a name. */
const withName =
  (api: ChatApi, name: string): ChatApi["ask"] =>
  (procedure) =>
    api.ask({ ...procedure, input: { ...inputOf(procedure.input), name } });

const senderOf = ({ client_id, log }: Welcome): Sender => ({ client_id, log });

/** Nobody asked: what could not be learnt now comes with the next greeting. */
const onlyRefused = (error: unknown): void => {
  if (!(error instanceof RefusedError)) throw error;
};
