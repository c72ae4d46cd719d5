import type { RoomSummary, Signal, Welcome } from "@beseda/protocol";
import type { ChatParts } from "./chat-parts.ts";
import { Commands } from "./commands/commands.ts";
import type { Performance } from "./commands/perform.ts";
import { Caller } from "./connection/caller.ts";
import type { ConnectionState } from "./connection/connection-state.ts";
import { Dialer } from "./connection/dialer.ts";
import { sentenceOf } from "./diagnosis-words.ts";
import { withOwnTimers } from "./environment.ts";
import { Identity } from "./identity.ts";
import { Language } from "./language.ts";
import { Naming } from "./naming.ts";
import type { ChatClientOptions } from "./options.ts";
import { Writer } from "./outbox/writer.ts";
import { onlyRefused } from "./refused-error.ts";
import { RoomRequests } from "./room-requests.ts";
import { personalAfter, personalIn } from "./signals/personal.ts";
import { Signals } from "./signals/signals.ts";
import { nothingYet, SnapshotStore } from "./snapshot-store.ts";
import { memoryStorage } from "./storage/memory-storage.ts";
import { StorageProblems } from "./storage/storage-problems.ts";
import { withDeadline } from "./storage/with-deadline.ts";
import { clientTexts } from "./texts.ts";
import { ChatSync } from "./sync.ts";
import { Timelines } from "./timeline/timelines.ts";
import { Welcoming } from "./welcoming.ts";

/** The parts of a chat, and the events that each gets from the others. */
export class Wiring {
  readonly environment: ReturnType<typeof withOwnTimers>;
  readonly storage: ReturnType<typeof withDeadline>;
  readonly problems: StorageProblems;
  readonly identity: Identity;
  readonly language: Language;
  readonly naming: Naming;
  readonly store: SnapshotStore;
  readonly commands: Commands;
  readonly writer: Writer;
  readonly signals: Signals;
  readonly sync: ChatSync;
  readonly rooms: RoomRequests;
  readonly welcoming: Welcoming;
  readonly dialer: Dialer;
  readonly caller: Caller;
  readonly timelines: Timelines;
  readonly #options: ChatClientOptions;
  readonly #parts: ChatParts;

  constructor(options: ChatClientOptions, parts: ChatParts) {
    this.#options = options;
    this.#parts = parts;
    this.environment = withOwnTimers(parts.environment);
    this.storage = withDeadline(options.storage ?? memoryStorage(), this.environment);
    const locale = () => this.language.locale;
    this.problems = new StorageProblems({
      locale,
      onChange: (storageProblem) => {
        this.store.set({ storageProblem });
      },
    });
    this.identity = new Identity({
      options,
      storage: this.storage,
      onStorageError: (error) => {
        this.problems.failed("token", error);
      },
      onKept: () => {
        this.problems.kept("token");
      },
    });
    this.language = new Language({
      identity: this.identity,
      welcome: () => this.store.parts.welcome,
      api: () => this.dialer.online?.api,
    });
    this.naming = new Naming({
      api: () => this.caller.api(),
      name: () => this.store.parts.me?.name,
      onRenamed: (name) => {
        this.#renamed(name);
      },
    });
    this.timelines = new Timelines({
      viewer: () => this.store.parts.me,
      locale,
      entriesOf: (room) => this.writer.outbox.entriesOf(room),
      hasOlder: (room) => this.sync.hasOlder(room),
      isArriving: (room) => this.sync.isArriving(room),
    });
    this.commands = this.#newCommands();
    this.writer = this.#newWriter();
    this.store = new SnapshotStore(nothingYet, (known) => ({
      ...known,
      timelines: this.timelines.show(),
      unsent: this.writer.outbox.unsent,
      unseenMentions: this.writer.unseenMentions,
    }));
    this.signals = this.#newSignals();
    this.sync = this.#newSync();
    this.rooms = new RoomRequests({ api: () => this.caller.api(), sync: this.sync });
    this.welcoming = this.#newWelcoming();
    this.dialer = this.#newDialer();
    this.caller = new Caller({ dialer: this.dialer, environment: this.environment, locale });
  }

  #newCommands(): Commands {
    const performance = (): Omit<Performance, "api" | "room"> => ({
      chat: {
        snapshot: () => this.store.snapshot(),
        join: (room) => this.rooms.join(room),
        leave: (room) => this.rooms.leave(room),
        refreshRooms: () => this.rooms.refresh(),
      },
      locale: this.language.locale,
      pageAddress: this.#options.pageAddress,
      addRoom: (summary: RoomSummary) => {
        this.sync.addRoom(summary);
      },
      renamed: (name) => {
        this.#renamed(name);
      },
    });
    const api = () => this.caller.api();
    return new Commands({ writer: () => this.writer, naming: this.naming, api, performance });
  }

  #newWriter(): Writer {
    return new Writer({
      storage: this.storage,
      environment: this.environment,
      backOff: this.#parts.backOff,
      locale: () => this.language.locale,
      sender: () => this.welcoming.sender,
      onChange: (room) => {
        this.timelines.touch(room);
        this.store.touch();
      },
      onStorageError: (error) => {
        this.problems.failed("outbox", error);
      },
      onKept: () => {
        this.problems.kept("outbox");
        this.identity.keepAgain();
      },
      perform: (command) => this.commands.perform(command),
    });
  }

  #newSignals(): Signals {
    return new Signals({
      environment: this.environment,
      me: () => this.store.parts.me?.client_id,
      isBlocked: (clientId) => this.store.parts.blocked.has(clientId),
      sender: () => this.dialer.online?.api,
      onChange: (company) => {
        this.store.set(company);
      },
    });
  }

  #newSync(): ChatSync {
    return new ChatSync({
      store: this.store,
      timelines: this.timelines,
      outbox: this.writer.outbox,
      history: async (query) => (await this.caller.api()).history(query),
      environment: this.environment,
      backOff: this.#parts.backOff,
      onRenamed: (name) => {
        this.identity.rename(name);
      },
      onNews: (record) => {
        this.signals.follow(record);
      },
      onUnknownRoom: () => {
        void this.rooms.refresh().catch(onlyRefused);
      },
    });
  }

  #newWelcoming(): Welcoming {
    return new Welcoming({
      identity: this.identity,
      writer: this.writer,
      dialer: () => this.dialer,
      show: (welcome) => {
        this.#show(welcome);
      },
      isCurrent: (welcome) => this.store.parts.welcome === welcome,
    });
  }

  #newDialer(): Dialer {
    const { backOff, connect, explain } = this.#parts;
    return new Dialer({
      connect: connect({ environment: this.environment, locale: () => this.language.locale }),
      environment: this.environment,
      backOff,
      introduction: () => this.identity.introduction,
      cursor: () => this.sync.cursor,
      onWelcome: (welcome, shown) => {
        this.welcoming.welcome(welcome, shown);
      },
      onRecords: (records) => {
        this.sync.receive(records);
      },
      onSignals: (signals) => {
        this.#hearPersonal(signals);
        this.signals.hear(signals);
      },
      onState: (state) => {
        this.#stateChanged(state);
      },
      noGreeting: () => clientTexts(this.language.locale).noGreeting,
      explain: explain && (async () => sentenceOf(await explain(), this.language.locale)),
    });
  }

  #renamed(name: string): void {
    this.identity.rename(name);
    this.sync.setName(name);
  }

  #show(welcome: Welcome): void {
    this.store.set(personalIn(welcome));
    this.sync.begin(welcome);
    this.signals.begin();
    this.language.greeted(welcome);
    if (welcome.rooms_before !== undefined) void this.rooms.refresh().catch(onlyRefused);
  }

  #hearPersonal(signals: readonly Signal[]): void {
    for (const signal of signals) {
      const change = personalAfter(signal);
      if (change) this.store.set(change);
    }
    if (signals.some(({ kind }) => kind === "blocked")) this.signals.review();
  }

  #stateChanged(state: ConnectionState): void {
    this.store.set({ connection: state });
    if (state.phase !== "online") {
      this.writer.shut();
      this.signals.end();
    }
    if (state.phase === "ended") this.writer.giveUp({ text: state.reason });
    this.caller.stateChanged();
  }
}
