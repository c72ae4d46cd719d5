import {
  CurrentRoom,
  givenBack,
  isAhead,
  type ChatClient,
  type ChatSnapshot,
  type CommandOutcome,
  type ServerInvocation,
} from "@beseda/client";
import { beginsCommand, cleanName, cleanText, closeCodes, type Known, type Locale } from "@beseda/protocol";
import type { Clock } from "../format/clock.ts";
import type { CliTexts } from "../locale/texts.ts";
import { NewsElsewhere } from "./news-elsewhere.ts";
import { noNews, tellConnection, type ConnectionNews } from "./connection-notes.ts";
import type { Entry, Note } from "./entry.ts";
import { sayFarewell } from "./farewell.ts";
import { lastOf, lookAt } from "./view-of.ts";
import { perform } from "./perform.ts";
import { PersonalNotes } from "./personal-notes.ts";
import { placeIn } from "./places.ts";
import type { Login, Stage } from "./stage.ts";
import { Transcript } from "./transcript.ts";
import type { View } from "./view.ts";

/** How a conversation came to its end. */
export interface Ending {
  /** Whether the person ended it, not the server. */
  readonly isOwn: boolean;
  /** The farewell, or why the server ended it. */
  readonly words: string;
}

export interface ConversationOptions {
  readonly client: ChatClient;
  readonly room: string;
  /** The name to speak under until the server has said which. */
  readonly name: string;
  readonly url: string;
  readonly texts: CliTexts;
  readonly locale: Locale;
  readonly clock: Clock;
  /** After how many tries a server that was never there is said to be missing. @default 1 */
  readonly unreachableAfter?: number;
  /** Whether the same command has started the server, which then need not be told of. @default false */
  readonly isBesideServer?: boolean;
  /** Whether news from other rooms is written: where no status line tells of it. @default false */
  readonly tellsElsewhere?: boolean;
  /** Whether one may go on as another, with `/login`. @default false */
  readonly canBecome?: boolean;
  /** Whether lines come from a program: nobody is there to be asked, and nobody sees where they go. @default false */
  readonly isPiped?: boolean;
  /** How long the server has to say its farewell. @default 3000 */
  readonly farewellMs?: number;
}

/**
 * A chat as one terminal shows it: the room that is looked at, the transcript that grows, and what can be said.
 * It writes to no terminal itself, so that the drawn and the plain view are the same conversation.
 */
export class Conversation {
  readonly #client: ChatClient;
  readonly #options: ConversationOptions;
  readonly #transcript: Transcript;
  readonly #elsewhere = new NewsElsewhere();
  readonly #personal: PersonalNotes;
  readonly #listeners = new Set<() => void>();
  readonly #ended = Promise.withResolvers<Ending>();
  readonly #unsubscribe: () => void;
  readonly #room: CurrentRoom;
  /** Answers that somebody waits for. */
  #asked = 0;
  /** What was told to have been given back, by its first key. */
  readonly #givenBack = new Set<string>();
  #news: ConnectionNews = noNews;
  #entries: readonly Entry[] = [];
  #hasEntered = false;
  #isEntering = false;
  #isOver = false;
  /** The room whose name was written last. */
  #written: string;
  #problem: string | undefined;
  /** What was asked about last. */
  #doubted: string | undefined;
  #farewell: string | undefined;
  #next: Login | undefined;
  #view: View;

  constructor(options: ConversationOptions) {
    this.#client = options.client;
    this.#options = options;
    this.#room = new CurrentRoom({
      client: options.client,
      room: options.room,
      returns: !(options.isPiped ?? false),
      onChange: (room) => this.#wentTo(room),
    });
    this.#written = options.room;
    this.#transcript = new Transcript(options);
    this.#personal = new PersonalNotes(options.locale);
    this.#view = this.#look();
    this.#unsubscribe = options.client.subscribe(() => this.#update());
    this.#update();
  }

  /** Resolves when the session has ended, by this side or the other. */
  get ended(): Promise<Ending> {
    return this.#ended.promise;
  }

  /** Whom one wants to go on as, where that is why it ended. */
  get next(): Login | undefined {
    return this.#next;
  }

  /** What was said at the end: the usual words where the end was not waited for. */
  get farewell(): string {
    return this.#farewell ?? closeCodes.normal.reason[this.#options.locale];
  }

  view(): View {
    return this.#view;
  }

  /** Calls the listener after each change of the view; returns the way to stop. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes a line as a person wrote it: a message or a command. */
  submit(line: string): void {
    perform(line, this.#stage());
  }

  /** A line of a pipe was no text. */
  misread(line: number): void {
    this.#note({ tone: "error", lines: [this.#options.texts.pipe.notUtf8(line)] });
  }

  /** At each change of the line that is being written: the others are told that one types, but not of a command. */
  writes(line: string): void {
    const isSaid = line.trim() !== "" && !beginsCommand(line);
    this.#client.typing(this.#room.room, isSaid);
  }

  reconnectNow(): void {
    this.#client.reconnectNow();
  }

  completionSources(): Known {
    const { me, timelines, rooms } = this.#client.snapshot();
    const items = timelines.get(this.#room.settled)?.items ?? [];
    const speakers = items.flatMap((item) => (item.kind === "message" && !item.own ? [item.name] : []));
    const names = new Set(speakers.toReversed().filter((name) => name !== me?.name));
    return { names: [...names], rooms: rooms.map(({ room }) => placeIn({ rooms }, room).replace(/^#/u, "")) };
  }

  /** Ends the session; `ended` has the farewell of the server, or the usual one when the server does not answer. */
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

  #stage(): Stage {
    return {
      client: this.#client,
      texts: this.#options.texts,
      locale: this.#options.locale,
      room: this.#room.room,
      note: (note) => this.#note(note),
      isMeant: (text) => this.#isMeant(text),
      goTo: (room) => this.#room.show(room),
      go: (invocation) => this.#go(invocation),
      waits: (answer) => void this.#wait(answer),
      typed: (key) => this.#transcript.typed(key),
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
    this.#write([this.#transcript.note(note)]);
    this.#publish();
  }

  #go(invocation: ServerInvocation): Promise<CommandOutcome> {
    const { key, outcome } = this.#room.go(invocation);
    if (key !== undefined) this.#transcript.typed(key);
    return outcome;
  }

  async #wait(answer: Promise<unknown>): Promise<void> {
    this.#asked += 1;
    this.#publish();
    await answer;
    this.#asked -= 1;
    this.#publish();
  }

  /** Who is on the way sees it at the line where one writes; it is written down when one is there. */
  #wentTo(room: string): void {
    if (!isAhead(room) && room !== this.#written) {
      this.#written = room;
      this.#write([this.#transcript.room(placeIn(this.#client.snapshot(), room))]);
    }
    this.#update();
  }

  #write(entries: readonly Entry[]): void {
    if (entries.length > 0) this.#entries = [...this.#entries, ...entries];
  }

  #update(): void {
    const snapshot = this.#client.snapshot();
    const told = tellConnection(this.#news, snapshot, this.#options);
    this.#news = told.news;
    if (told.afresh) this.#transcript.startAfresh();
    if (snapshot.connection.phase === "online") void this.#enter(snapshot);
    this.#warnOf(snapshot.storageProblem);
    this.#write(told.notes.map((note) => this.#transcript.note(note)));
    // What is given up at the end is kept by the outbox: it has not failed.
    const isReadable = snapshot.connection.phase !== "ended" && !this.#isEntering;
    if (isReadable) this.#read(snapshot);
    if (isReadable) this.#giveBack(snapshot);
    this.#tell(this.#personal.tell(snapshot));
    if (this.#options.tellsElsewhere ?? false) this.#tellElsewhere(snapshot);
    this.#publish();
    this.#noticeEnd(snapshot);
  }

  /** What was typed behind a command that was refused went nowhere: it is shown, to be sent again or thrown away. */
  #giveBack(snapshot: ChatSnapshot): void {
    for (const { keys, command, lines, reason } of givenBack(snapshot)) {
      const [first = ""] = keys;
      if (this.#givenBack.has(first)) continue;
      this.#givenBack.add(first);
      const said = this.#options.texts.notes.givenBack(command, reason);
      const shown = lines.map((line) => `  ${cleanText(line)}`);
      this.#write([this.#transcript.note({ tone: "warning", lines: [said, ...shown] })]);
    }
  }

  #tellElsewhere(snapshot: ChatSnapshot): void {
    const { newsIn } = this.#options.texts.notes;
    this.#tell(this.#elsewhere.tell(snapshot, this.#room.settled).map((place) => newsIn(cleanName(place))));
  }

  #tell(lines: readonly string[]): void {
    if (lines.length > 0) this.#write([this.#transcript.note({ tone: "info", lines })]);
  }

  #warnOf(problem: string | undefined): void {
    if (problem === this.#problem) return;
    this.#problem = problem;
    if (problem !== undefined) this.#write([this.#transcript.note({ tone: "warning", lines: [problem] })]);
  }

  /** The first room may be one that the person is not in yet. Asked once: a refusal is said, and that is it. */
  async #enter({ rooms }: ChatSnapshot): Promise<void> {
    if (this.#hasEntered) return;
    this.#hasEntered = true;
    const wanted = this.#options.room;
    if (rooms.some(({ room }) => room === wanted)) return;
    // Its history comes after the first records: what is written has to wait for both, to be in order.
    this.#isEntering = true;
    try {
      await this.#client.join(wanted);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#note({ tone: "error", lines: [reason] });
    }
    this.#isEntering = false;
    this.#update();
  }

  #read(snapshot: ChatSnapshot): void {
    const room = this.#room.settled;
    const timeline = snapshot.timelines.get(room);
    const me = snapshot.me?.client_id;
    const last = lastOf(snapshot, room);
    const { blocked } = snapshot;
    this.#write(this.#transcript.read({ room, timeline, last, me, blocked }));
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
    this.#view = this.#look();
    for (const listener of this.#listeners) listener();
  }

  #look(): View {
    return lookAt(this.#client.snapshot(), {
      room: this.#room.room,
      asked: this.#asked,
      name: this.#options.name,
      entries: this.#entries,
      isEntering: this.#isEntering,
      isOver: this.#isOver,
      unread: (timeline) => this.#transcript.unread(timeline, this.#client.snapshot().blocked),
    });
  }
}
