import type { RoomSummary, Welcome } from "@beseda/protocol";
import type { ChatParts } from "./chat-parts.ts";
import { Commands } from "./commands/commands.ts";
import type { Performance } from "./commands/perform.ts";
import { Caller } from "./connection/caller.ts";
import type { ConnectionState } from "./connection/connection-state.ts";
import { Dialer } from "./connection/dialer.ts";
import { sentenceOf } from "./diagnosis-words.ts";
import { withOwnTimers } from "./environment.ts";
import { Kept } from "./kept.ts";
import { Language } from "./language.ts";
import { Naming } from "./naming.ts";
import type { ChatClientOptions } from "./options.ts";
import { Writer } from "./outbox/writer.ts";
import { Reading } from "./reading/reading.ts";
import { onlyRefused } from "./refused-error.ts";
import { RoomRequests } from "./room-requests.ts";
import { hearPersonal, personalIn } from "./signals/personal.ts";
import { Signals } from "./signals/signals.ts";
import { nothingYet, SnapshotStore } from "./snapshot-store.ts";
import { clientTexts } from "./texts.ts";
import { ChatSync } from "./sync.ts";
import { Timelines } from "./timeline/timelines.ts";
import { Welcoming } from "./welcoming.ts";

/** The parts of a chat, and the events that each gets from the others. */
export class Wiring {
  readonly environment: ReturnType<typeof withOwnTimers>;
  readonly kept: Kept;
  readonly language: Language;
  readonly naming: Naming;
  readonly store: SnapshotStore;
  readonly commands: Commands;
  readonly writer: Writer;
  readonly signals: Signals;
  readonly reading: Reading;
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
    const locale = () => this.language.locale;
    this.kept = new Kept(options, {
      environment: this.environment,
      locale,
      onProblem: (storageProblem) => {
        this.store.set({ storageProblem });
      },
    });
    this.language = new Language({
      identity: this.kept.identity,
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
    this.reading = new Reading({
      environment: this.environment,
      backOff: parts.backOff,
      store: this.store,
      api: () => this.dialer.online?.api,
      onChange: () => {
        this.sync.countUnread();
      },
    });
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
      storage: this.kept.storage,
      environment: this.environment,
      backOff: this.#parts.backOff,
      locale: () => this.language.locale,
      sender: () => this.welcoming.sender,
      onChange: (room) => {
        this.timelines.touch(room);
        this.store.touch();
      },
      onStorageError: (error) => {
        this.kept.problems.failed("outbox", error);
      },
      onKept: () => {
        this.kept.problems.kept("outbox");
        this.kept.identity.keepAgain();
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
      reading: this.reading,
      history: async (query) => (await this.caller.api()).history(query),
      environment: this.environment,
      backOff: this.#parts.backOff,
      onRenamed: (name) => {
        this.kept.identity.rename(name);
      },
      onNews: (record) => {
        this.signals.follow(record);
      },
      onUnknownRoom: () => {
        this.#learnRooms();
      },
    });
  }

  #newWelcoming(): Welcoming {
    return new Welcoming({
      identity: this.kept.identity,
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
      introduction: () => this.kept.identity.introduction,
      cursor: () => this.sync.cursor,
      onWelcome: (welcome, shown) => {
        this.welcoming.welcome(welcome, shown);
      },
      onRecords: (records) => {
        this.sync.receive(records);
      },
      onSignals: (signals) => {
        if (hearPersonal(signals, this.store)) this.#reviewBlocked();
        this.signals.hear(signals);
        this.reading.hear(signals);
      },
      onState: (state) => {
        this.#stateChanged(state);
      },
      noGreeting: () => clientTexts(this.language.locale).noGreeting,
      explain: explain && (async () => sentenceOf(await explain(), this.language.locale)),
    });
  }

  #renamed(name: string): void {
    this.kept.identity.rename(name);
    this.sync.setName(name);
  }

  #show(welcome: Welcome): void {
    this.store.set(personalIn(welcome));
    this.sync.begin(welcome);
    this.signals.begin();
    this.language.greeted(welcome);
    if (welcome.rooms_before !== undefined) this.#learnRooms();
  }

  #reviewBlocked(): void {
    this.signals.review();
    this.reading.review();
    this.#learnRooms();
  }

  #learnRooms(): void {
    void this.rooms.refresh().catch(onlyRefused);
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
