import {
  CurrentRoom,
  isAhead,
  type ChatClient,
  type ChatSnapshot,
  type CommandOutcome,
  type ServerInvocation,
} from "@beseda/client";
import { beginsCommand, closeCodes, type Known } from "@beseda/protocol";
import type { Note } from "./entry.ts";
import { sayFarewell, type Ending } from "./farewell.ts";
import { FirstRoom } from "./first-room.ts";
import { knownIn } from "./known-in.ts";
import { Narration } from "./narration.ts";
import type { ConversationOptions } from "./options.ts";
import { perform } from "./perform.ts";
import { placeIn } from "./places.ts";
import { Reading } from "./reading.ts";
import { offeredFor, type NumberedLine } from "./recent-messages.ts";
import type { CommandContext, LastSearch, Login } from "./command-context.ts";
import { viewOf } from "./view-of.ts";
import type { View } from "./view.ts";

/**
 * A chat as one terminal shows it: the room in view, the growing transcript, and what can be said. It writes
 * to no terminal itself, so that the drawn and the plain view are the same conversation.
 */
export class Conversation {
  readonly #client: ChatClient;
  readonly #options: ConversationOptions;
  readonly #narration: Narration;
  readonly #listeners = new Set<() => void>();
  readonly #ended = Promise.withResolvers<Ending>();
  readonly #unsubscribe: () => void;
  readonly #room: CurrentRoom;
  readonly #reading: Reading;
  readonly #first: FirstRoom;
  /** The number of awaited answers. */
  #asked = 0;
  #isOver = false;
  /** The room whose name was written last. */
  #written: string;
  /** The text last asked about. */
  #doubted: string | undefined;
  #farewell: string | undefined;
  #lastSearch: LastSearch | undefined;
  #next: Login | undefined;
  #view: View;

  constructor(options: ConversationOptions) {
    this.#client = options.client;
    this.#options = options;
    this.#room = new CurrentRoom({
      client: options.client,
      room: options.room,
      isScript: options.isPiped ?? false,
      onChange: (room) => this.#wentTo(room),
    });
    this.#written = options.room;
    this.#narration = new Narration(options);
    this.#first = new FirstRoom({
      client: options.client,
      room: options.room,
      onRefused: (reason) => this.#note({ tone: "error", lines: [reason] }),
      onEntered: () => this.#update(),
    });
    this.#reading = new Reading({
      client: options.client,
      reached: (room) => this.#narration.reached(room),
      onChange: () => this.#update(),
    });
    this.#view = this.#viewNow();
    this.#unsubscribe = options.client.subscribe(() => this.#update());
    this.#update();
  }

  /** Resolves when the session has ended, by this side or the other. */
  get ended(): Promise<Ending> {
    return this.#ended.promise;
  }

  /** The account to continue as, if that is why the conversation ended. */
  get next(): Login | undefined {
    return this.#next;
  }

  /** The farewell: the usual words if the end was not waited for. */
  get farewell(): string {
    return this.#farewell ?? closeCodes.normal.reason[this.#options.locale];
  }

  view(): View {
    return this.#view;
  }

  /** Calls the listener after each change of the view; returns the function that stops it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes a line as the person wrote it: a message or a command. */
  submit(line: string): void {
    perform(line, this.#commandContext());
  }

  /** Reports that a line of a pipe was not text. */
  misread(line: number): void {
    this.#note({ tone: "error", lines: [this.#options.texts.pipe.notUtf8(line)] });
  }

  /** Takes each change of the line being written: the others learn of typing, but not of a command. */
  writes(line: string): void {
    const isSaid = line.trim() !== "" && !beginsCommand(line);
    this.#client.typing(this.#room.room, isSaid);
  }

  reconnectNow(): void {
    this.#client.reconnectNow();
  }

  completionSources(): Known {
    return knownIn(this.#client.snapshot(), this.#room.settled);
  }

  /** The messages that a command may be about whose number is being written. */
  offered(written: string): readonly NumberedLine[] {
    return offeredFor(written, this.#client.snapshot(), this.#room.settled);
  }

  /** Reports that all entries are drawn, and so read. */
  drawn(): void {
    this.#reading.drawn(this.#room.settled);
  }

  /** Ends the session; `ended` has the server's farewell, or the usual one if the server does not answer. */
  end(farewell?: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#publish();
    void this.#leave(farewell);
  }

  async #leave(farewell: string | undefined): Promise<void> {
    const { client, farewellMs: timeoutMs = 3000 } = this.#options;
    const words = await sayFarewell(client, { words: farewell, usual: this.farewell, timeoutMs });
    this.#farewell = words;
    this.#ended.resolve({ isOwn: true, words });
  }

  #commandContext(): CommandContext {
    return {
      client: this.#client,
      texts: this.#options.texts,
      locale: this.#options.locale,
      clock: this.#options.clock,
      room: this.#room.room,
      note: (note) => this.#note(note),
      isMeant: (text) => this.#isMeant(text),
      goTo: (room) => this.#room.show(room),
      go: (invocation) => this.#go(invocation),
      waits: (answer) => void this.#wait(answer),
      typed: (key) => this.#narration.typed(key),
      number: (isNumbered) => this.#narration.number(isNumbered),
      lastSearch: this.#lastSearch,
      searched: (search) => (this.#lastSearch = search),
      canBecome: this.#options.canBecome ?? false,
      become: (login) => {
        this.#next = login;
        this.end();
      },
      end: (farewell) => this.end(farewell),
    };
  }

  #isMeant(text: string): boolean {
    const isMeant = text === this.#doubted && !(this.#options.isPiped ?? false);
    this.#doubted = isMeant ? undefined : text;
    return isMeant;
  }

  #note(note: Note): void {
    this.#narration.note(note);
    this.#publish();
  }

  #go(invocation: ServerInvocation): Promise<CommandOutcome> {
    const { key, outcome } = this.#room.go(invocation);
    if (key !== undefined) this.#narration.typed(key, { isElsewhere: this.#options.isPiped ?? false });
    return outcome;
  }

  async #wait(answer: Promise<unknown>): Promise<void> {
    this.#asked += 1;
    this.#publish();
    await answer;
    this.#asked -= 1;
    this.#publish();
  }

  /** Writes a new room down once the person is there; on the way, the input line shows it. */
  #wentTo(room: string): void {
    if (!isAhead(room) && room !== this.#written) {
      this.#written = room;
      this.#narration.room(placeIn(this.#client.snapshot(), room));
    }
    this.#update();
  }

  #update(): void {
    const snapshot = this.#client.snapshot();
    if (snapshot.connection.phase === "online") void this.#first.enter();
    // The outbox keeps what is given up at the end: it has not failed.
    const room = this.#room.settled;
    const isReady = this.#reading.isReady(room) && !this.#first.isEntering;
    const isReadable = snapshot.connection.phase !== "ended" && isReady;
    const isNew = (seq: number): boolean => this.#reading.isNew(room, seq);
    this.#narration.tell(snapshot, { room, isReadable, isNew });
    this.#publish();
    this.#noticeEnd(snapshot);
  }

  #noticeEnd({ connection }: ChatSnapshot): void {
    if (connection.phase !== "ended") return;
    this.#unsubscribe();
    if (this.#isOver) return;
    this.#isOver = true;
    this.#publish();
    this.#ended.resolve({ isOwn: false, words: connection.reason });
  }

  #publish(): void {
    this.#view = this.#viewNow();
    for (const listener of this.#listeners) listener();
  }

  #viewNow(): View {
    return viewOf(this.#client.snapshot(), {
      room: this.#room.room,
      asked: this.#asked,
      name: this.#options.name,
      entries: this.#narration.entries,
      isEntering: this.#first.isEntering,
      isOver: this.#isOver,
      unread: (timeline) => this.#narration.unread(timeline, this.#client.snapshot().blocked),
    });
  }
}
